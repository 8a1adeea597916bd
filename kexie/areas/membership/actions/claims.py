"""An account is joined to the entries of its person: at once where that is proved, else when the body confirms."""

from django.db import transaction
from django.urls import reverse

from kexie.areas.membership import rules
from kexie.areas.membership.actions.members import is_taken, join, note
from kexie.areas.membership.models import Claim, Member
from kexie.areas.membership.rules import Cause, ClaimStage, Way
from kexie.core import cases, clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record

FORWARDED = (
    "会员认领"  # what leads to a body is not on the claimant's own record: it would tell where the number stands
)


@transaction.atomic
def claim(person: Person, *, name: str, identity: str, by: Actor) -> list[Member]:
    """Join one's account to all entries that bear the name and identity number, in all bodies (MEM-01b).

    What another account has claimed, or where the account is a member already, waits for the body to confirm. Returns
    what was joined. Raises ValidationError in the same words for an unknown number and for a wrong name.
    """
    person = lock(person)
    typed, number = rules.require_name(name), rules.require_identity(identity)
    rows = Member.objects.with_identity(number).exclude(status=rules.Status.DIED).order_by("pk")
    found = [member for member in rows[: rules.MAX_CLAIMED] if rules.same_name(member.name, typed)]
    rules.require_found(bool(found))
    joined, asked = [], 0
    for member in map(lock, found):
        if member.person_id == person.pk:
            continue
        if is_taken(member) or _is_member(person, member):
            _forward(member, person, Way.IDENTITY, by=by)
            asked += 1
        else:
            joined.append(join(member, person, by=by))
    rules.require_more(bool(joined or asked))
    return joined


@transaction.atomic
def ask(person: Person, *, by: Actor) -> Person:
    """Ask the bodies on whose rolls the account's mobile number stands to confirm that the entry is the own one.

    Whoever asks is told nothing of what was found: not before a body has confirmed (SEC-05).
    """
    person = lock(person)
    rules.require_own_mobile(person.mobile)
    rows = Member.objects.on_roll().with_mobile(person.mobile).exclude(person=person).order_by("pk")
    for member in rows[: rules.MAX_CLAIMED]:
        _forward(member, person, Way.MOBILE, by=by)
    record("membership.ask", person, by=by)
    return person


def _is_member(person: Person, member: Member) -> bool:
    """Tell whether the account has another entry on the same roll, so that both cannot be joined to it."""
    same = Member.objects.filter(organisation=member.organisation_id, person=person)
    return member.is_on_roll and same.on_roll().exists()


def _forward(member: Member, person: Person, way: Way, *, by: Actor) -> None:
    """Let the body confirm, once: what it refused it is not asked again."""
    if Claim.objects.filter(member=member, person=person).exclude(stage=ClaimStage.CONFIRMED).exists():
        return
    body = member.organisation
    row = Claim.objects.create(
        code=codes.fresh(), organisation=body, member=member, person=person, way=way, since=clock.now()
    )
    record("membership.ask", row, by=Actor.platform(FORWARDED), organisation=body, after={"member": member.pk})
    link = reverse("membership:confirm_claim", args=[row.code])
    worklist.wait(
        "membership.confirm_claim",
        row,
        what=f"核实{member.name}的会员认领",
        link=link,
        organisation=body,
        permission="membership.manage",
        apart=person,
        due=rules.due(row.since.astimezone(clock.PLACE).date()),
        by=by,
    )
    announce(
        "membership.ask",
        title="有一件会员认领等待核实",
        text=f"{member.name}，会员号 {member.printed_number}。请核实是不是本人。",
        link=link,
        organisation=body,
        permission="membership.manage",
        by=by,
    )


@transaction.atomic
def confirm_claim(row: Claim, *, seen: int, by: Actor) -> Member:
    """Confirm that the account is the member's own; raises ValidationError where another account has the entry."""
    row = _lock_waiting(row, seen=seen, by=by)
    rules.require_open_account(row.person.closed_at is not None)
    member = join(row.member, row.person, by=by)
    row.stage, row.since = ClaimStage.CONFIRMED, clock.now()
    _settle(row, "membership.confirm_claim", by=by)
    announce(
        "membership.confirm_claim",
        title=f"{member.organisation.called}已确认您的会员身份",
        text=f"会员号 {member.printed_number}。可以打开电子会员证，查看会员享有的权利。",
        link=reverse("membership:card", args=[member.code]),
        organisation=member.organisation,
        people=[row.person_id],
        by=by,
    )
    return member


@transaction.atomic
def refuse_claim(row: Claim, *, seen: int, reason: str, by: Actor) -> Claim:
    """Refuse a claim; the claimant is told that one was refused, not where: the entry is somebody else's."""
    row = _lock_waiting(row, seen=seen, by=by)
    row.reason = rules.require_why(reason)
    row.stage, row.since = ClaimStage.REFUSED, clock.now()
    _settle(row, "membership.refuse_claim", by=by)
    announce(
        "membership.refuse_claim",
        title="有一件会员认领没有通过核实",
        text="如果您确实是会员，请直接联系本单位科协的秘书处。",
        link=reverse("membership:claim"),
        people=[row.person_id],
        by=by,
    )
    return row


def _lock_waiting(row: Claim, *, seen: int, by: Actor) -> Claim:
    row = lock(row, seen=seen)
    rules.require_claim_waiting(row.stage)
    cases.require_other(applicant=row.person_id, by=by.person)
    return row


def _settle(row: Claim, what: str, *, by: Actor) -> None:
    row.save(update_fields=["stage", "since", "reason", "revision"])
    record(what, row, by=by, organisation=row.organisation, after={"member": row.member_id, "reason": row.reason})
    worklist.close("membership.confirm_claim", row, by=by)


@transaction.atomic
def unclaim(member: Member, *, seen: int, reason: str, by: Actor) -> Member:
    """Take an entry away from an account that claimed it by mistake; the history of both stays (MEM-07)."""
    member = lock(member, seen=seen)
    rules.require_claimed(member.person_id is not None)
    remark = rules.require_why(reason)
    former, member.person, member.claimed_at = member.person_id, None, None
    member.leaving_at, member.leaving_reason = None, ""  # the wish to leave was not the member's own
    member.save(update_fields=["person", "claimed_at", "leaving_at", "leaving_reason", "revision"])
    note(member, Cause.UNCLAIMED, on=clock.today(), remark=remark, by=by)
    record("membership.unclaim", member, by=by, organisation=member.organisation, after={"reason": remark})
    worklist.close("membership.confirm_leaving", member, by=by)
    announce(
        "membership.unclaim",
        title=f"{member.organisation.called}撤销了您账号里的会员身份",
        text=f"原因：{remark}。如有疑问，请联系该科协秘书处。",
        link=reverse("membership:own"),
        organisation=member.organisation,
        people=[former] if former else [],
        by=by,
    )
    return member
