"""How memberships end: the member leaves, departs from the enterprise, retires, dies, or is expelled (MEM-06)."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from kexie.areas.charters import queries as charters
from kexie.areas.membership import rules
from kexie.areas.membership.actions.members import index, note
from kexie.areas.membership.models import Member
from kexie.areas.membership.rules import Cause, Status
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.records.actions import record

BATCH = 500


@transaction.atomic
def leave(member: Member, *, seen: int, by: Actor, reason: str = "") -> Member:
    """Ask to leave (《通则》第二十三条): it waits for the body's confirmation, which nobody can refuse."""
    member = lock(member, seen=seen)
    rules.require_on_roll(member.status)
    rules.require_not_leaving(is_leaving=member.leaving_at is not None)
    member.leaving_at, member.leaving_reason = clock.now(), reason.strip()
    member.save(update_fields=["leaving_at", "leaving_reason", "revision"])
    record("membership.leave", member, by=by, organisation=member.organisation)
    link = reverse("membership:confirm_leaving", args=[member.code])
    worklist.wait(
        "membership.confirm_leaving",
        member,
        what=f"确认{member.name}的退会申请",
        why=member.leaving_reason,
        link=link,
        organisation=member.organisation,
        permission="membership.manage",
        due=rules.due(member.leaving_at.astimezone(clock.PLACE).date()),
        by=by,
    )
    announce(
        "membership.leave",
        title="有一位会员申请退会，等待确认",
        text=f"{member.name}，会员号 {member.printed_number}。",
        link=link,
        organisation=member.organisation,
        permission="membership.manage",
        by=by,
    )
    return member


@transaction.atomic
def stay(member: Member, *, seen: int, by: Actor) -> Member:
    """Take one's wish to leave back, while it is not confirmed."""
    member = lock(member, seen=seen)
    rules.require_leaving(is_leaving=member.leaving_at is not None)
    member.leaving_at, member.leaving_reason = None, ""
    member.save(update_fields=["leaving_at", "leaving_reason", "revision"])
    record("membership.stay", member, by=by, organisation=member.organisation)
    worklist.close("membership.confirm_leaving", member, by=by)
    return member


@transaction.atomic
def confirm_leaving(member: Member, *, seen: int, by: Actor, decision: str = "") -> Member:
    """Confirm that a member has left: the body does, or where its charter says so its committee (G23, T9).

    What the member still has to do delays nothing; `decision` names the committee's decision.
    """
    member = lock(member, seen=seen)
    rules.require_on_roll(member.status)
    rules.require_leaving(is_leaving=member.leaving_at is not None)
    rules.require_confirmed_by(charters.choice(member.organisation, "leaving"), decision=decision)
    remark = f"委员会决定：{decision.strip()}" if decision.strip() else ""
    return _end(member, Status.LEFT, Cause.LEFT, on=clock.today(), remark=remark, by=by)


@transaction.atomic
def depart(member: Member, *, seen: int, departed_on: date, by: Actor) -> Member:
    """End the membership of somebody who has left the enterprise (T10)."""
    member = lock(member, seen=seen)
    rules.require_on_roll(member.status)
    rules.require_end(departed_on, joined_on=member.joined_on, today=clock.today(), field="departed_on")
    return _end(member, Status.DEPARTED, Cause.DEPARTED, on=departed_on, by=by)


@transaction.atomic
def bury(member: Member, *, seen: int, died_on: date, by: Actor) -> Member:
    """Write down that a member has died."""
    member = lock(member, seen=seen)
    rules.require_on_roll(member.status)
    rules.require_end(died_on, joined_on=member.joined_on, today=clock.today(), field="died_on")
    return _end(member, Status.DIED, Cause.DIED, on=died_on, by=by, is_told=False)


@transaction.atomic
def retire(member: Member, *, seen: int, retired_on: date, by: Actor) -> Member:
    """Keep the membership of somebody who retires, for the years that the charter says (T10)."""
    member = lock(member, seen=seen)
    rules.require_active(member.status)
    rules.require_end(retired_on, joined_on=member.joined_on, today=clock.today(), field="retired_on")
    years = charters.choice(member.organisation, "retired_years")
    member.status, member.ended_on = Status.RETIRED, rules.last_day(retired_on, years=years)
    index(member)
    member.save(update_fields=["status", "ended_on", "terms", "revision"])
    remark = f"保留 {years} 年，到 {member.ended_on:%Y-%m-%d} 止。"
    note(member, Cause.RETIRED, on=retired_on, remark=remark, by=by)
    after = {"status": member.status, "ended_on": member.ended_on}
    record("membership.retire", member, by=by, organisation=member.organisation, after=after)
    _tell(member, "membership.retire", f"您退休后，会员资格保留到 {member.ended_on:%Y-%m-%d}", by=by)
    if member.ended_on < clock.today():
        _lapse(member, by=by)
    return member


@transaction.atomic
def expel(member: Member, *, seen: int, ground: str, decision: str, decided_on: date, by: Actor) -> Member:
    """Write down that the committee has expelled a member, on one of the three grounds alone (《通则》第二十二条)."""
    member = lock(member, seen=seen)
    rules.require_on_roll(member.status)
    rules.require_ground(ground)
    named = rules.require_decision(decision)
    rules.require_end(decided_on, joined_on=member.joined_on, today=clock.today(), field="decided_on")
    remark = f"事由：{rules.GROUND_LABELS[rules.Ground(ground)]}。委员会决定：{named}"
    return _end(member, Status.EXPELLED, Cause.EXPELLED, on=decided_on, remark=remark, by=by)


WORDS = {
    Cause.LEFT: "membership.confirm_leaving",
    Cause.DEPARTED: "membership.depart",
    Cause.DIED: "membership.bury",
    Cause.EXPELLED: "membership.expel",
    Cause.LAPSED: "membership.lapse",
}


def _end(
    member: Member, status: Status, cause: Cause, *, on: date, by: Actor, remark: str = "", is_told: bool = True
) -> Member:
    """End a membership: the entry stays with its history, whatever waited about it is closed, the person is told."""
    member.status, member.ended_on, member.leaving_at = status, on, None
    index(member)
    member.save(update_fields=["status", "ended_on", "leaving_at", "terms", "revision"])
    note(member, cause, on=on, remark=remark, by=by)
    after = {"status": status, "ended_on": on}
    record(WORDS[cause], member, by=by, organisation=member.organisation, after=after)
    worklist.close("membership.confirm_leaving", member, by=by)
    if is_told:
        _tell(member, WORDS[cause], f"您在{member.organisation.called}的会员资格已经终止", text=remark, by=by)
    return member


def _tell(member: Member, what: str, title: str, *, by: Actor, text: str = "") -> None:
    if member.person_id is not None:
        link = reverse("membership:card", args=[member.code])
        words = text or rules.STATUS_LABELS[Status(member.status)]
        people = [member.person_id]
        announce(what, title=title, text=words, link=link, organisation=member.organisation, people=people, by=by)


def lapse(*, by: Actor) -> int:
    """End the memberships of the retired whose last day has passed; return how many. A batch at a time."""
    done, today = 0, clock.today()
    while numbers := list(Member.objects.lapsing(today).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            for member in Member.objects.select_for_update(of=("self",)).lapsing(today).filter(pk__in=numbers):
                member.revision += 1
                _lapse(member, by=by)
        done += len(numbers)
    return done


def _lapse(member: Member, *, by: Actor) -> None:
    _end(member, Status.LAPSED, Cause.LAPSED, on=member.ended_on or clock.today(), by=by)
