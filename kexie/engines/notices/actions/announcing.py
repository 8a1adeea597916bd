"""`announce`, the fifth step of every action, and how everybody addressed gets the notice once (REL-06)."""

from collections.abc import Collection, Iterable

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import mogrify
from django.db.models.functions import Now
from procrastinate.contrib.django import app

from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.engines.notices import queries, rules
from kexie.engines.notices.models import Announcement
from kexie.engines.notices.rules import Channel
from kexie.foundation.appointments.queries import holders
from kexie.foundation.organisations.models import Organisation

CHUNK = 2000  # people in one transaction
AT_ONCE = 200  # notices that one task delivers


@transaction.atomic
def announce(
    what: str,
    *,
    title: str,
    link: str,
    by: Actor,
    text: str = "",
    organisation: Organisation | None = None,
    permission: str = "",
    people: Collection[int] = (),
    key: str = "",
) -> Announcement:
    """Tell people that something happened: the row is written now, the worker delivers it soon after (REL-06, NOT-01).

    Told are `people`, by their keys, and with a `permission` those whose roles in the very `organisation` carry it when
    the worker delivers, but for `by`; without an organisation the platform's administrators who have it. `link` is the
    path of the page where the work is. `title` goes out by e-mail, so it holds no personal data; `text` stays here.
    With a `key` a repeat is harmless: the first one stands. Raises ValueError for nobody to tell and for a link
    elsewhere.

    Example::

        announce("registrations.submit", title="有新的单位注册申请", link=page, organisation=desk,
                 permission="registrations.accept", by=by)
    """
    rules.require_path(link)
    if not permission and not people:
        raise ValueError(f"{what} is announced to nobody")
    code = codes.fresh()
    row = Announcement(
        code=code,
        key=key or code,
        what=what,
        title=rules.shortened(title, rules.MAX_TITLE),
        text=rules.shortened(text, rules.MAX_TEXT),
        link=link,
        organisation=organisation,
        permission=permission,
        people=sorted(set(people)),
        by_id=by.person,
        at=clock.now(),
    )
    Announcement.objects.bulk_create([row], ignore_conflicts=True)
    row = Announcement.objects.get(key=row.key)
    if row.code == code:
        app.configure_task("notices.deliver", queue="notices").defer(number=row.pk)
    return row


@transaction.atomic
def announce_each(
    what: str, told: Iterable[tuple[Organisation, str, str, str]], *, title: str, permission: str, by: Actor
) -> int:
    """Tell those with a permission in many organisations, each with its link, text and key, in few exchanges.

    Otherwise as `announce`; return how many are new.
    """
    now = clock.now()
    rows = [
        Announcement(
            code=codes.fresh(),
            key=key,
            what=what,
            title=rules.shortened(title, rules.MAX_TITLE),
            text=rules.shortened(text, rules.MAX_TEXT),
            link=link,
            organisation=place,
            permission=permission,
            by_id=by.person,
            at=now,
        )
        for place, link, text, key in told
    ]
    for row in rows:
        rules.require_path(row.link)
    Announcement.objects.bulk_create(rows, ignore_conflicts=True, batch_size=CHUNK)
    made = Announcement.objects.filter(code__in=[row.code for row in rows]).order_by("pk")
    numbers = list(made.values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        app.configure_task("notices.deliver_each", queue="notices").defer(numbers=[*numbers[start : start + AT_ONCE]])
    return len(numbers)


def deliver(number: int) -> int:
    """Give everybody addressed the notice, once, however often this is called or killed; return how many got it."""
    told = 0
    while (more := _deliver_chunk(number)) is not None:
        told += more
    return told


def deliver_waiting() -> int:
    """Deliver what still waits because a worker was killed; return how many notices were made."""
    late = Announcement.objects.filter(delivered_at=None, at__lt=clock.now() - rules.LATE)
    return sum(deliver(number) for number in list(late.values_list("pk", flat=True)[:100]))


@transaction.atomic
def _deliver_chunk(number: int) -> int | None:
    """Give the next people the notice; None where nobody is left, or where another worker is at it."""
    waiting = Announcement.objects.select_for_update(skip_locked=True, of=("self",)).filter(delivered_at=None)
    row = waiting.select_related("organisation").filter(pk=number).first()
    if row is None:
        return None
    made, addressed, last = _fan_out(row)
    row.reached = last or row.reached
    if addressed < CHUNK:
        row.delivered_at = Now()
    row.save(update_fields=["reached", "delivered_at"])
    return made


# One statement for a chunk: who is addressed, a notice for each who did not switch the kind off, and a delivery for
# each of these who has an address and wants it at once.
FAN_OUT = """
WITH addressed AS (
    SELECT person.id, person.email FROM person
    WHERE person.id IN (SELECT unnest(%(people)s::bigint[]) UNION SELECT holder.id FROM ({holders}) AS holder (id))
      AND person.closed_at IS NULL AND person.id > %(reached)s
    ORDER BY person.id LIMIT %(chunk)s
), made AS (
    INSERT INTO notice (announcement_id, person_id, kind)
    SELECT %(announcement)s, addressed.id, %(kind)s FROM addressed
    LEFT JOIN preference ON preference.person_id = addressed.id AND preference.kind = %(kind)s
    WHERE %(is_important)s OR COALESCE(preference.is_wanted, true)
    ON CONFLICT DO NOTHING RETURNING id, person_id
), queued AS (
    INSERT INTO delivery (person_id, notice_id, channel, cadence, state, attempts, answer, due_at, changed_at)
    SELECT made.person_id, made.id, 'email', 'once', 'queued', 0, '', now(), now() FROM made
    JOIN addressed ON addressed.id = made.person_id AND addressed.email <> ''
    LEFT JOIN preference ON preference.person_id = made.person_id AND preference.kind = %(kind)s
    WHERE %(has_email)s AND COALESCE(preference.email, %(cadence)s) = 'once'
    ON CONFLICT DO NOTHING
)
SELECT (SELECT count(*) FROM made), count(*), max(id) FROM addressed
"""


def _fan_out(row: Announcement) -> tuple[int, int, int | None]:
    """Return how many notices were made, how many people were addressed, and the last of them."""
    name = rules.kind_of(row.what)
    kind = queries.kind(name)
    with connection.cursor() as cursor:
        cursor.execute(
            FAN_OUT.format(holders=_holders(row)),
            {
                "people": row.people,
                "reached": row.reached,
                "chunk": CHUNK,
                "announcement": row.pk,
                "kind": name,
                "is_important": kind.is_important,
                "has_email": Channel.EMAIL in queries.channels(),
                "cadence": kind.cadence.value,
            },
        )
        made, addressed, last = cursor.fetchone()
    return made, addressed, last


def _holders(row: Announcement) -> str:
    """Return the query of those whose roles carry the permission, as a part of a statement with parameters."""
    if not row.permission:
        return "SELECT NULL::bigint WHERE false"
    held = holders(row.permission, row.organisation).exclude(person=row.by_id)
    words, given = held.values("person").order_by().query.sql_with_params()
    return str(mogrify(words, given, connection)).replace("%", "%%")
