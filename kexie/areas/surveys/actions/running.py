"""A survey is opened, people are reminded, it is given more time, closed and put away."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kexie.areas.gatherings import actions as gatherings
from kexie.areas.gatherings import queries
from kexie.areas.membership.models import Member
from kexie.areas.surveys.models import Survey
from kexie.core.actors import Actor
from kexie.foundation.records.actions import record


@transaction.atomic
def publish(
    survey: Survey, *, are_results_open: bool = False, group: str = "", seen: int, by: Actor, **given: Any
) -> Survey:
    """Publish a survey: its questionnaire is frozen, answers are taken, and those who are expected are told (SUR-01).

    Raises ValidationError with the flaws of the questionnaire, and for an audience of nobody. `group` is the code of
    one of the groups into which the body sorts its members (FRM-07).
    """
    if group:
        given["people"] = queries.grouped(Member.objects.all(), survey.organisation, group)
    survey = gatherings.publish(survey, **given, seen=seen, by=by)
    survey.are_results_open = are_results_open
    survey.save(update_fields=["are_results_open"])
    return survey


@transaction.atomic
def remind(survey: Survey, *, by: Actor) -> int:
    """Remind those who are expected and have not answered, once a day at most (FRM-10); return how many."""
    told = gatherings.remind(survey, by=by)
    record("surveys.remind", survey, by=by, after={"told": told})
    return told


def extend(survey: Survey, *, closes_at: datetime | None, seen: int, by: Actor) -> Survey:
    """Fix another closing time, or none; what was closed takes answers again."""
    return gatherings.extend(survey, closes_at=closes_at, seen=seen, by=by)


def close(survey: Survey, *, by: Actor) -> Survey:
    """Take no more answers."""
    return gatherings.close(survey, by=by)


def close_due(*, by: Actor) -> int:
    """Close the surveys whose time is over: drafts go, and anonymous answers are shuffled; return how many."""
    return gatherings.close_due(Survey.objects.all, by=by)


@transaction.atomic
def archive(survey: Survey, *, seen: int, by: Actor) -> Survey:
    """Put a closed survey away; its answers and results stay."""
    survey = gatherings.archive(survey, seen=seen)
    record("surveys.archive", survey, by=by)
    return survey
