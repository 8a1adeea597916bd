"""Something begins to wait, a deed elsewhere closes it, and the clock reminds whom it waits for."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from django.db import models, transaction
from django.urls import reverse

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock_name
from kexie.engines.notices.actions import announce
from kexie.engines.notices.rules import require_path, shortened
from kexie.engines.worklist import rules
from kexie.engines.worklist.models import Obligation
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person

BATCH = 1000
KEPT = timedelta(days=730)


@transaction.atomic
def wait(
    kind: str,
    thing: models.Model,
    *,
    what: str,
    link: str,
    by: Actor,
    organisation: Organisation | None = None,
    permission: str = "",
    person: Person | None = None,
    apart: Person | None = None,
    due: date | None = None,
    why: str = "",
    is_owed: bool = False,
) -> Obligation:
    """Let something wait in an organisation, for those whose roles carry the permission, or for one person.

    One row is open for a kind, a thing and whom it waits for: a repeat writes what it says anew and keeps since when it
    waits. `apart` is somebody who may not do it. What `is_owed` to the association above is seen there, too, with the
    same day. Reminders begin again where the due day changes. Raises ValueError for a link elsewhere.

    Example::

        wait("registrations.accept", registration, organisation=desk, permission="registrations.accept",
             what="审核……的注册申请", link=page, due=due, apart=registration.applicant, by=by)
    """
    require_path(link)
    name, key = thing._meta.label_lower, str(thing.pk)
    lock_name(f"worklist {kind} {name} {key}")
    same = Obligation.objects.filter(
        kind=kind, thing=name, thing_id=key, organisation=organisation, person=person
    ).open()
    row = same.select_for_update(of=("self",)).first()
    if row is None:
        row = Obligation(kind=kind, thing=name, thing_id=key, organisation=organisation, person=person, due=due)
        row.since, row.opened_by_id = clock.now(), by.person
    if organisation is not None:
        row.path, row.tier, row.territory = organisation.path, organisation.tier, organisation.territory
    if row.due != due:
        row.reminded_at = row.urged_at = None
    row.permission, row.apart, row.due, row.link, row.is_owed = permission, apart, due, link, is_owed
    row.what, row.why = shortened(what, rules.MAX_WHAT), shortened(why, rules.MAX_WHY)
    row.save()
    return row


@transaction.atomic
def wait_each(
    kind: str,
    things: Iterable[tuple[models.Model, Organisation, str, date]],
    *,
    what: str,
    permission: str,
    by: Actor,
    is_owed: bool = False,
) -> None:
    """Let the same wait for many things that are new, each with its organisation, link and day, in few exchanges."""
    now, told = clock.now(), shortened(what, rules.MAX_WHAT)
    rows = [
        Obligation(
            kind=kind,
            thing=thing._meta.label_lower,
            thing_id=str(thing.pk),
            organisation=place,
            path=place.path,
            tier=place.tier,
            territory=place.territory,
            permission=permission,
            what=told,
            link=link,
            due=due,
            is_owed=is_owed,
            since=now,
            opened_by_id=by.person,
        )
        for thing, place, link, due in things
    ]
    for row in rows:
        require_path(row.link)
    Obligation.objects.bulk_create(rows, batch_size=BATCH)


def close(
    kind: str,
    thing: models.Model,
    *,
    by: Actor,
    organisation: Organisation | None = None,
    person: Person | None = None,
) -> int:
    """Close what waits for a deed that was done, everywhere or for one organisation or person; return how much it was.

    Where nothing waits nothing happens: a deed need not know whether anybody was waiting for it.
    """
    rows = Obligation.objects.filter(kind=kind, thing=thing._meta.label_lower, thing_id=str(thing.pk)).open()
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    if person is not None:
        rows = rows.filter(person=person)
    return rows.update(closed_at=clock.now(), closed_by=by.person)


def close_all(organisation: Organisation, *, by: Actor) -> int:
    """Close whatever waits in a body that has ended; return how much it was."""
    return (
        Obligation.objects.filter(organisation=organisation).open().update(closed_at=clock.now(), closed_by=by.person)
    )


def remind(*, by: Actor) -> int:
    """Remind of what is due soon and of what is overdue, once each; return how many were told of."""
    today = clock.today()
    soon = Obligation.objects.open().filter(reminded_at=None, due__gte=today, due__lte=today + rules.SOON)
    late = Obligation.objects.open().filter(urged_at=None, due__lt=today)
    return _tell_all(late, "urged_at", by=by) + _tell_all(soon, "reminded_at", by=by)


def _tell_all(rows: "models.QuerySet[Obligation]", field: str, *, by: Actor) -> int:
    done = 0
    while told := _tell_batch(rows, field, by=by):
        done += told
    return done


@transaction.atomic
def _tell_batch(rows: "models.QuerySet[Obligation]", field: str, *, by: Actor) -> int:
    """Remind of some, all of a kind in one organisation with one notice; the rows say so in the same transaction."""
    found = list(
        rows.select_for_update(skip_locked=True, of=("self",))
        .select_related("organisation")
        .order_by("organisation", "person", "kind", "permission", "due", "id")[:BATCH]
    )
    for _, group in groupby(found, key=_whose):
        _tell(list(group), field, by=by)
    Obligation.objects.filter(pk__in=[row.pk for row in found]).update(**{field: clock.now()})
    return len(found)


def _whose(row: Obligation) -> tuple[int | None, int | None, str, str]:
    return (row.organisation_id, row.person_id, row.kind, row.permission)


def _tell(rows: list[Obligation], field: str, *, by: Actor) -> None:
    first = rows[0]
    state = "已超过期限" if field == "urged_at" else "快到期限"
    due = f"{first.due:%Y-%m-%d}"
    announce(
        f"worklist.{field}",
        title=f"{state}：{first.what}" if len(rows) == 1 else f"{len(rows):,} 件待办{state}",
        text=f"期限：{due}" if len(rows) == 1 else f"最早的期限是 {due}。",
        link=first.link if len(rows) == 1 else reverse("worklist"),
        organisation=first.organisation,
        permission=first.permission,
        people=[first.person_id] if first.person_id else (),
        key=f"worklist.{field}.{first.pk}.{due}",
        by=by,
    )


def prune() -> int:
    """Delete what was closed two years ago; return how much."""
    return Obligation.objects.filter(closed_at__lt=clock.now() - KEPT).delete()[0]
