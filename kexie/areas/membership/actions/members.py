"""What happens to members: they are entered, changed, shown in full."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from kexie.areas.membership import rules
from kexie.areas.membership.models import IDENTITY, MOBILE, Application, Change, Member
from kexie.areas.membership.rules import Cause
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.cipher import blind_index
from kexie.core.locks import lock, lock_name
from kexie.engines.notices.actions import announce
from kexie.foundation.organisations.actions.names import initials, spellings_of_person
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import bound, facets, grams
from kexie.foundation.people import queries as accounts
from kexie.foundation.people import rules as people
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record

FIELDS = (
    "name",
    "sex",
    "identity",
    "mobile",
    "email",
    "department",
    "post",
    "category",
    "rank",
    "education",
    "discipline",
)
COPIED = (*FIELDS, "birth_year")
FILTERED = ("category", "rank", "education", "status")


@transaction.atomic
def add(body: Organisation, *, joined_on: date, by: Actor, **typed: Any) -> Member:
    """Enter somebody as a member (MEM-01); `typed` is what `describe` takes.

    Raises ValidationError beside the field for what is wrong, and where the body has this member already.
    """
    member = enter(body, joined_on=joined_on, cause=Cause.ENTERED, typed=typed, by=by)
    record("membership.add", member, by=by, organisation=body, after={"number": member.number})
    tell_owners([member.mobile], by=by)
    return member


def tell_owners(mobiles: Sequence[str], *, by: Actor) -> None:
    """Tell those in whose accounts these numbers stand that there is something to claim; not where.

    Nobody has proved that the number is theirs, and where somebody is a member is nobody else's business (SEC-06).
    """
    owners = accounts.with_mobiles([number for number in mobiles if number])
    if owners:
        announce(
            "membership.claim",
            title="有科协登记了您的手机号，您可以认领会员身份",
            text="认领以后，可以在“我的会员”里查看会员证和会员权利。",
            link=reverse("membership:claim"),
            people=owners,
            by=by,
        )


def enter(
    body: Organisation,
    *,
    joined_on: date,
    cause: Cause,
    typed: Mapping[str, Any],
    by: Actor,
    person: Person | None = None,
    charter: str = "",
) -> Member:
    """Write down a new member with its number; to be called inside a transaction."""
    rules.require_taking(kind=body.kind, is_closed=body.closed_on is not None)
    rules.require_joined(joined_on, today=clock.today())
    member = Member(organisation=body, code=codes.fresh(), joined_on=joined_on, person=person, charter=charter)
    member.claimed_at = clock.now() if person else None
    member.path, member.tier, member.territory = body.path, body.tier, body.territory
    describe(member, typed)
    member.number = next_number(body)
    index(member)
    member.save(force_insert=True)
    note(member, cause, on=joined_on, by=by)
    return member


def describe(row: Member | Application, typed: Mapping[str, Any]) -> None:
    """Set what somebody typed, and what follows from it; raises ValidationError beside a field."""
    row.name = rules.require_name(typed["name"])
    row.identity = rules.clean_identity(typed.get("identity", ""))
    row.mobile, row.email = people.mobile(typed.get("mobile", "")), people.email(typed.get("email", ""))
    rules.require_reachable(mobile=row.mobile, identity=row.identity)
    rules.require_sex(sex=typed.get("sex", ""), identity=row.identity)
    row.sex = typed.get("sex", "") or rules.sex_of(row.identity)
    row.birth_year = rules.birth_year(row.identity) or typed.get("birth_year")
    rules.require_born(year=row.birth_year, today=clock.today())
    for name in ("department", "post", "category", "rank", "education", "discipline"):
        setattr(row, name, str(typed.get(name, "")).strip())


def next_number(body: Organisation) -> int:
    """Return the number of the body's next member; whoever enters another one meanwhile waits for this transaction."""
    lock_name(f"member numbers {body.pk}")
    return (Member.objects.filter(organisation=body).aggregate(last=Max("number"))["last"] or 0) + 1


def index(member: Member) -> None:
    """Set what a member is looked up, sorted and searched by."""
    member.mobile_index = blind_index(member.mobile, purpose=MOBILE) if member.mobile else None
    member.identity_index = blind_index(member.identity, purpose=IDENTITY) if member.identity else None
    member.name_key, words = read(member.name)
    member.searched = searched([*words, member.printed_number, member.department])
    body = str(member.organisation_id)
    marks = facets((name, rules.mark(body, getattr(member, name))) for name in FILTERED)
    pieces = bound((term[:40] for term in grams(member.searched)), body)
    member.terms = sorted(pieces | marks | facets([("body", body)]))


def read(name: str) -> tuple[str, list[str]]:
    """Return what a name is sorted by, and the words by which it is found: itself, its readings, their initials."""
    readings = spellings_of_person(name)
    return _joined(readings[0])[:200], [name, *(text for one in readings for text in (one, initials(one)))]


def searched(words: Iterable[str]) -> str:
    """Return the text that is searched, of these words, each once."""
    return " ".join(dict.fromkeys(filter(None, map(_joined, words))))[:600]


def _joined(text: str) -> str:
    return "".join(text.casefold().split())


def note(member: Member, cause: Cause, *, on: date, by: Actor, remark: str = "") -> None:
    """Add a line to a member's history."""
    line = {"on": on, "remark": remark, "name": by.name[:60], "at": clock.now(), "path": member.path}
    Change.objects.create(member=member, cause=cause, **line)


def is_taken(member: Member) -> bool:
    """Tell whether an entry is joined to an account; one that was closed keeps nobody out."""
    return member.person is not None and member.person.closed_at is None


def join(member: Member, person: Person, *, by: Actor) -> Member:
    """Join a member's entry to the account of its person (MEM-01b); to be called inside a transaction."""
    member = lock(member)
    rules.require_unclaimed(is_claimed=is_taken(member), is_own=member.person_id == person.pk)
    member.person, member.claimed_at = person, clock.now()
    member.save(update_fields=["person", "claimed_at", "revision"])
    note(member, Cause.CLAIMED, on=clock.today(), by=by)
    record("membership.claim", member, by=by, organisation=member.organisation, after={"number": member.number})
    return member


@transaction.atomic
def change(member: Member, *, seen: int, by: Actor, joined_on: date, **typed: Any) -> Member:
    """Correct what the body knows of a member; the record says which fields, not what stood in them (SEC-06)."""
    member = lock(member, seen=seen)
    rules.require_on_roll(member.status)
    rules.require_joined(joined_on, today=clock.today())
    before = {name: getattr(member, name) for name in FIELDS}
    describe(member, typed)
    member.joined_on = joined_on
    index(member)
    member.save()
    changed = [name for name in FIELDS if before[name] != getattr(member, name)]
    record("membership.change", member, by=by, organisation=member.organisation, after={"fields": changed})
    return member


@transaction.atomic
def reveal(member: Member, *, reason: str, by: Actor) -> Member:
    """Write down who is shown a member's numbers in full and what for (SEC-06)."""
    after = {"reason": rules.require_purpose(reason)}
    record("membership.reveal", member, by=by, organisation=member.organisation, after=after)
    return member
