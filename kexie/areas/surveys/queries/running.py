"""How a survey stands: whom it is for, who has answered, and where it is found."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from kexie.areas.membership.models import MemberQuerySet
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.rules import Audience
from kexie.core.lists import Listing, Sort, listing
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Collection, Seat
from kexie.engines.questionnaires.queries.collecting import state_of
from kexie.engines.questionnaires.rules import State
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.organisations.rules import GRASSROOTS

ROLL = Sort("roll", "按名单", ())


def collection(survey: Survey) -> Collection:
    """Return what gathers the answers of a survey that was opened; raises LookupError for a draft."""
    if survey.collection is None:
        raise LookupError(f"survey {survey.code} was never opened")
    return survey.collection


def members(rows: MemberQuerySet, body: Organisation) -> QuerySet[Any, Any]:
    """Return the accounts of a body's members on the roll, those of the bodies below it with them."""
    return _members(rows, body).filter(person__isnull=False).values("person")


def _members(rows: MemberQuerySet, body: Organisation) -> MemberQuerySet:
    return rows.on_roll().under(body)


def without_account(rows: MemberQuerySet, body: Organisation) -> int:
    """Return how many members cannot sign in: they are told by other ways."""
    return _members(rows, body).filter(person=None).count()


def bodies(rows: OrganisationQuerySet, body: Organisation) -> QuerySet[Any, Any]:
    """Return the associations and grassroots bodies below one that are there today."""
    return _below(rows, body).values("pk")


def _below(rows: OrganisationQuerySet, body: Organisation) -> OrganisationQuerySet:
    return rows.live().under(body).exclude(pk=body.pk).filter(kind__in={"association", *GRASSROOTS})


def reach(members: MemberQuerySet, bodies: OrganisationQuerySet, body: Organisation) -> dict[str, int]:
    """Return how many each audience would be, for the page that chooses one."""
    return {
        Audience.MEMBERS.value: _members(members, body)
        .filter(person__isnull=False)
        .values("person")
        .distinct()
        .count(),
        Audience.BODIES.value: _below(bodies, body).count(),
        "without_account": without_account(members, body),
    }


def flaws(survey: Survey) -> list[str]:
    """Return what stands in the way of publishing, with the places it is at."""
    definition = survey.questionnaire.definition
    return [rules.told(flaw, definition) for flaw in rules.flaws(definition)[: rules.MAX_TOLD]]


def waiting(survey: Survey) -> QuerySet[Seat]:
    """Return the lines of the roll of those who are expected and have not answered."""
    return collection(survey).roll.filter(is_expected=True, is_answered=False)


def roll(survey: Survey) -> dict[str, int]:
    """Return how many are expected, how many of them answered, and how many are still to be reminded."""
    expected, answered = Q(is_expected=True), Q(is_answered=True)
    counted: dict[str, int] = collection(survey).roll.aggregate(
        expected=Count("id", filter=expected),
        answered=Count("id", filter=expected & answered),
    )
    return counted | {"waiting": counted["expected"] - counted["answered"]}


def missing(survey: Survey, *, after: str, before: str) -> Listing[Any]:
    """Return a page of those who have not answered."""
    rows = waiting(survey).select_related("person", "organisation")
    return listing(rows, sort=ROLL, after=after, before=before)


def state(survey: Survey) -> State:
    """Return whether answers are taken now."""
    return state_of(collection(survey))
