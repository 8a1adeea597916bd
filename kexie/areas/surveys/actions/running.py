"""A survey is opened, people are reminded, it is given more time, closed and put away."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from kexie.areas.membership.models import Member
from kexie.areas.surveys import rules
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries import running
from kexie.areas.surveys.rules import Audience, Stage
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.notices.actions import announce, announce_each
from kexie.engines.questionnaires import actions as questionnaires
from kexie.engines.questionnaires.models import Collection, Seat
from kexie.engines.questionnaires.rules import Once
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record

AT_ONCE = 2_000  # people that one notice is addressed to


@transaction.atomic
def publish(
    survey: Survey,
    *,
    audience: str,
    once: str = Once.DEVICE,
    is_anonymous: bool = False,
    is_changeable: bool = False,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    password: str = "",
    most: int | None = None,
    are_results_open: bool = False,
    seen: int,
    by: Actor,
) -> Survey:
    """Publish a survey: its questionnaire is frozen, answers are taken, and those who are expected are told (SUR-01).

    Raises ValidationError with the flaws of the questionnaire, and for an audience of nobody.
    """
    survey = lock(survey, seen=seen)
    rules.require_unpublished(survey.stage)
    now = clock.now()
    rules.require_future(closes_at, opens_at=opens_at or now, now=now)
    version = questionnaires.publish(survey.questionnaire, by=by)
    collection = questionnaires.collect(
        version,
        organisation=survey.organisation,
        once=rules.once(audience, once),
        opens_at=opens_at or now,
        closes_at=closes_at,
        is_anonymous=is_anonymous,
        is_changeable=is_changeable,
        password=password,
        most=most,
        by=by,
    )
    survey.collection, survey.audience, survey.stage = collection, audience, Stage.RUNNING.value
    survey.are_results_open = are_results_open
    survey.save(update_fields=["collection", "audience", "stage", "are_results_open", "revision"])
    if audience != Audience.LINK:
        rules.require_somebody(_expect(survey, collection))
        _tell(survey, list(collection.roll.all()), what="publish", title=f"请填写问卷：{survey}", by=by)
    return survey


def _expect(survey: Survey, collection: Collection) -> int:
    if survey.audience == Audience.MEMBERS:
        people = running.members(Member.objects.all(), survey.organisation)
        return questionnaires.expect(collection, people=people)
    bodies = running.bodies(Organisation.objects.all(), survey.organisation)
    return questionnaires.expect(collection, organisations=bodies)


def _tell(survey: Survey, seats: Sequence[Seat], *, what: str, title: str, by: Actor) -> None:
    """Tell those on these lines of the roll; which of them answered before is told to nobody."""
    link, key = reverse("surveys:answer", args=[survey.code]), f"surveys.{what}:{survey.code}:{clock.today()}"
    people = sorted(seat.person_id for seat in seats if seat.person_id)
    for start in range(0, len(people), AT_ONCE):
        told = people[start : start + AT_ONCE]
        announce(f"surveys.{what}", title=title, link=link, people=told, key=f"{key}:{start}", by=by)
    codes = [seat.organisation_id for seat in seats if seat.organisation_id]
    bodies = Organisation.objects.filter(pk__in=codes)
    announce_each(
        f"surveys.{what}",
        [(body, f"{link}?for={body.code}", "", f"{key}:{body.code}") for body in bodies],
        title=title,
        permission="surveys.fill",
        by=by,
    )


@transaction.atomic
def remind(survey: Survey, *, by: Actor) -> int:
    """Remind those who are expected and have not answered, once a day at most (FRM-10); return how many."""
    survey = lock(survey)
    rules.require_running(survey.stage)
    rows = running.waiting(survey).exclude(reminded_on=clock.today())
    seats = list(rows.select_for_update(of=("self",)))
    rules.require_waiting(len(seats))
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(reminded_on=clock.today())
    _tell(survey, seats, what="remind", title=f"请您填写问卷：{survey}", by=by)
    record("surveys.remind", survey, by=by, after={"told": len(seats)})
    return len(seats)


@transaction.atomic
def extend(survey: Survey, *, closes_at: datetime | None, seen: int, by: Actor) -> Survey:
    """Fix another closing time, or none; what was closed takes answers again."""
    survey = lock(survey, seen=seen)
    rules.require_at_hand(survey.stage)
    collection, now = running.collection(survey), clock.now()
    rules.require_future(closes_at, opens_at=collection.opens_at, now=now)
    questionnaires.extend(collection, closes_at=closes_at, seen=collection.revision, by=by)
    survey.stage = Stage.RUNNING.value
    survey.save(update_fields=["stage", "revision"])
    return survey


@transaction.atomic
def close(survey: Survey, *, by: Actor) -> Survey:
    """Take no more answers."""
    survey = lock(survey)
    rules.require_running(survey.stage)
    questionnaires.close(running.collection(survey), by=by)
    survey.stage = Stage.CLOSED.value
    survey.save(update_fields=["stage", "revision"])
    return survey


def close_due(*, by: Actor) -> int:
    """Close the surveys whose time is over: drafts go, and anonymous answers are shuffled; return how many."""
    closed = 0
    for number in list(Survey.objects.due(clock.now()).values_list("pk", flat=True)):
        with transaction.atomic():
            survey = Survey.objects.due(clock.now()).select_for_update(of=("self",)).filter(pk=number).first()
            if survey:
                close(survey, by=by)
                closed += 1
    return closed


@transaction.atomic
def archive(survey: Survey, *, seen: int, by: Actor) -> Survey:
    """Put a closed survey away; its answers and results stay."""
    survey = lock(survey, seen=seen)
    rules.require_ended(survey.stage)
    survey.stage = Stage.ARCHIVED.value
    survey.save(update_fields=["stage", "revision"])
    record("surveys.archive", survey, by=by)
    return survey
