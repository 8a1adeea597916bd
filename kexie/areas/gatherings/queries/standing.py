"""How a gathering stands: whom it is for, who has answered, and who may."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from kexie.areas.gatherings.models import Gathering
from kexie.areas.gatherings.rules import Audience
from kexie.areas.membership.models import Member, MemberQuerySet, Tag, TagQuerySet
from kexie.core.actors import Actor
from kexie.core.lists import Listing, Sort, listing
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Collection, Seat
from kexie.engines.questionnaires.queries.collecting import Respondent, seat_of, state_of
from kexie.engines.questionnaires.rules import Once, State
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.organisations.rules import GRASSROOTS

ROLL = Sort("roll", "按名单", ())


def collection(row: Gathering) -> Collection:
    """Return what gathers the answers of what was published; raises LookupError for a draft."""
    if row.collection is None:
        raise LookupError(f"{row._meta.label} {row.code} was never published")
    return row.collection


def members(rows: MemberQuerySet, body: Organisation) -> QuerySet[Any, Any]:
    """Return the accounts of a body's members on the roll, those of the bodies below it with them."""
    return _members(rows, body).filter(person__isnull=False).values("person")


def _members(rows: MemberQuerySet, body: Organisation) -> MemberQuerySet:
    return rows.on_roll().under(body)


def without_account(rows: MemberQuerySet, body: Organisation) -> int:
    """Return how many members cannot sign in: they are told by other ways."""
    return _members(rows, body).filter(person=None).count()


def grouped(rows: MemberQuerySet, body: Organisation, group: str) -> QuerySet[Any, Any]:
    """Return the accounts of those members of a body who are in one of its own groups (FRM-07)."""
    own = rows.on_roll().filter(organisation=body, tagged__tag__code=group, tagged__tag__organisation=body)
    return own.filter(person__isnull=False).values("person")


def groups(tags: TagQuerySet, rows: MemberQuerySet) -> list[tuple[Tag, int]]:
    """Return groups of members, and how many in each have an account."""
    found = list(tags)
    counted = rows.on_roll().filter(person__isnull=False, tagged__tag__in=[tag.pk for tag in found]).order_by()
    numbers = dict(counted.values_list("tagged__tag").annotate(Count("person", distinct=True)))
    return [(tag, numbers.get(tag.pk, 0)) for tag in found]


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


def flaws(row: Gathering) -> list[str]:
    """Return what stands in the way of publishing, with the places it is at."""
    definition = row.questionnaire.definition
    return [rules.told(flaw, definition) for flaw in rules.flaws(definition)[: rules.MAX_TOLD]]


def waiting(row: Gathering) -> QuerySet[Seat]:
    """Return the lines of the roll of those who are expected and have not answered."""
    return collection(row).roll.filter(is_expected=True, is_answered=False)


def roll(row: Gathering) -> dict[str, int]:
    """Return how many are expected, how many of them answered, and how many are still to be reminded."""
    expected, answered = Q(is_expected=True), Q(is_answered=True)
    counted: dict[str, int] = collection(row).roll.aggregate(
        expected=Count("id", filter=expected),
        answered=Count("id", filter=expected & answered),
    )
    return counted | {"waiting": counted["expected"] - counted["answered"]}


def missing(row: Gathering, *, after: str, before: str) -> Listing[Any]:
    """Return a page of those who have not answered."""
    rows = waiting(row).select_related("person", "organisation")
    return listing(rows, sort=ROLL, after=after, before=before)


def state(row: Gathering) -> State:
    """Return whether answers are taken now."""
    return state_of(collection(row))


def places(rows: OrganisationQuerySet, row: Gathering) -> list[Organisation]:
    """Return the organisations for which somebody may answer, out of those where the role allows it."""
    seats = collection(row).roll.filter(is_expected=True, organisation__isnull=False)
    return list(rows.filter(pk__in=seats.values("organisation")).order_by("name_key", "id"))


def is_addressed(row: Gathering, respondent: Respondent) -> bool:
    """Tell whether it is for whoever answers: everybody with the link, a member, who is on the roll.

    A member who joined after the opening may answer, too.
    """
    if row.audience == Audience.LINK:
        return True
    seats = collection(row).roll.filter(is_expected=True)
    if row.audience == Audience.BODIES:
        return respondent.organisation is not None and seats.filter(organisation=respondent.organisation).exists()
    if respondent.person is None:
        return False
    if seats.filter(person=respondent.person).exists():
        return True
    actor = Actor(person=respondent.person, name="")
    own = Member.objects.of(actor).on_roll().under(row.organisation)
    return row.audience == Audience.MEMBERS and own.exists()


def has_answered(row: Gathering, respondent: Respondent) -> bool:
    """Tell whether whoever comes has answered already, as far as the roll knows."""
    once = Once(collection(row).once)
    known = {Once.PERSON: respondent.person, Once.ORGANISATION: respondent.organisation, Once.DEVICE: respondent.token}
    if not known.get(once):
        return False
    key = seat_of(collection(row), respondent)
    return collection(row).roll.filter(key=key, is_answered=True).exists()
