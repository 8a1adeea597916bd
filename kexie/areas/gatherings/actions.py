"""A gathering is opened, people are reminded, it is given more time, closed and put away.

What is on record of it, each area writes down in its own words.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from kexie.areas.gatherings import queries, rules
from kexie.areas.gatherings.models import Gathering, GatheringQuerySet
from kexie.areas.gatherings.rules import Audience, Stage
from kexie.areas.membership.models import Member
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.notices.actions import announce, announce_each
from kexie.engines.questionnaires import actions as questionnaires
from kexie.engines.questionnaires.models import Collection, Seat
from kexie.engines.questionnaires.queries.collecting import Respondent
from kexie.engines.questionnaires.rules import Once
from kexie.foundation.organisations.models import Organisation

AT_ONCE = 2_000  # people that one notice is addressed to
Row = TypeVar("Row", bound=Gathering)


@transaction.atomic
def publish(
    row: Row,
    *,
    audience: str,
    people: QuerySet[Any, Any] | None = None,
    once: str = Once.DEVICE,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    seen: int,
    by: Actor,
    **given: Any,
) -> Row:
    """Publish a draft: its questionnaire is frozen, answers are taken, and those who are expected are told.

    Raises ValidationError with the flaws of the questionnaire, and for an audience of nobody. `people` are the
    accounts of a chosen group, as rows of one column; `given` is what `questionnaires.collect` takes besides.
    """
    row = lock(row, seen=seen)
    rules.require_unpublished(row.stage, called=row.words.called)
    now = clock.now()
    rules.require_future(closes_at, opens_at=opens_at or now, now=now)
    version = questionnaires.publish(row.questionnaire, by=by)
    collection = questionnaires.collect(
        version,
        organisation=row.organisation,
        once=rules.once(audience, once),
        opens_at=opens_at or now,
        closes_at=closes_at,
        **given,
        by=by,
    )
    row.collection, row.audience, row.stage = collection, audience, Stage.RUNNING.value
    row.save(update_fields=["collection", "audience", "stage", "revision"])
    if audience != Audience.LINK:
        rules.require_somebody(_expect(row, collection, people))
        _tell(row, list(collection.roll.all()), what="publish", title=row.words.publish, by=by)
    return row


def _expect(row: Gathering, collection: Collection, people: QuerySet[Any, Any] | None) -> int:
    if row.audience == Audience.GROUP:
        return questionnaires.expect(collection, people=people)
    if row.audience == Audience.MEMBERS:
        return questionnaires.expect(collection, people=queries.members(Member.objects.all(), row.organisation))
    bodies = queries.bodies(Organisation.objects.all(), row.organisation)
    return questionnaires.expect(collection, organisations=bodies)


def _tell(row: Gathering, seats: Sequence[Seat], *, what: str, title: str, by: Actor) -> None:
    """Tell those on these lines of the roll; which of them answered before is told to nobody."""
    deed, title = f"{row.words.area}.{what}", title.format(row)
    link, key = reverse(row.words.page, args=[row.code]), f"{deed}:{row.code}:{clock.today()}"
    people = sorted(seat.person_id for seat in seats if seat.person_id)
    for start in range(0, len(people), AT_ONCE):
        told = people[start : start + AT_ONCE]
        announce(deed, title=title, link=link, people=told, key=f"{key}:{start}", by=by)
    codes = [seat.organisation_id for seat in seats if seat.organisation_id]
    bodies = Organisation.objects.filter(pk__in=codes)
    announce_each(
        deed,
        [(body, f"{link}?for={body.code}", "", f"{key}:{body.code}") for body in bodies],
        title=title,
        permission=row.words.permission,
        by=by,
    )


@transaction.atomic
def remind(row: Row, *, by: Actor) -> int:
    """Remind those who are expected and have not answered, once a day at most (FRM-10); return how many."""
    row = lock(row)
    rules.require_running(row.stage, called=row.words.called)
    rows = queries.waiting(row).exclude(reminded_on=clock.today())
    seats = list(rows.select_for_update(of=("self",)))
    rules.require_waiting(len(seats))
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(reminded_on=clock.today())
    _tell(row, seats, what="remind", title=row.words.remind, by=by)
    return len(seats)


@transaction.atomic
def extend(row: Row, *, closes_at: datetime | None, seen: int, by: Actor) -> Row:
    """Fix another closing time, or none; what was closed takes answers again."""
    row = lock(row, seen=seen)
    rules.require_at_hand(row.stage, called=row.words.called)
    collection, now = queries.collection(row), clock.now()
    rules.require_future(closes_at, opens_at=collection.opens_at, now=now)
    questionnaires.extend(collection, closes_at=closes_at, seen=collection.revision, by=by)
    row.stage = Stage.RUNNING.value
    row.save(update_fields=["stage", "revision"])
    return row


@transaction.atomic
def close(row: Row, *, by: Actor) -> Row:
    """Take no more answers."""
    row = lock(row)
    rules.require_running(row.stage, called=row.words.called)
    questionnaires.close(queries.collection(row), by=by)
    row.stage = Stage.CLOSED.value
    row.save(update_fields=["stage", "revision"])
    return row


def close_due(rows: Callable[[], GatheringQuerySet[Row]], *, by: Actor) -> int:
    """Close what ran until now: drafts go, and anonymous answers are shuffled; return how many."""
    closed = 0
    for number in list(rows().due(clock.now()).values_list("pk", flat=True)):
        with transaction.atomic():
            row = rows().due(clock.now()).select_for_update(of=("self",)).filter(pk=number).first()
            if row:
                close(row, by=by)
                closed += 1
    return closed


@transaction.atomic
def archive(row: Row, *, seen: int) -> Row:
    """Put away what is closed; its answers and results stay."""
    row = lock(row, seen=seen)
    rules.require_ended(row.stage)
    row.stage = Stage.ARCHIVED.value
    row.save(update_fields=["stage", "revision"])
    return row


def admit(row: Gathering, respondent: Respondent, *, is_locked: bool) -> Collection:
    """Return what takes the answer of somebody whom it is for and who knew the password (FRM-07)."""
    rules.require_unlocked(is_locked=is_locked)
    is_addressed = queries.is_addressed(row, respondent)
    rules.require_addressed(is_addressed=is_addressed, audience=row.audience, strangers=row.words.strangers)
    return queries.collection(row)


def unlock(row: Gathering, *, password: str, by: Actor) -> None:
    """Refuse a wrong password; whoever knows the right one may answer."""
    del by  # nobody's guess is on record
    questionnaires.unlock(queries.collection(row), password=password)
