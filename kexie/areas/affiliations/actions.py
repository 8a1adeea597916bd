"""What happens to group memberships. Every action has one order: lock, ask the rules, change, record, announce."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.urls import reverse

from kexie.areas.affiliations import queries, rules
from kexie.areas.affiliations.models import Accession, BranchMember, BranchMemberQuerySet, Delegate, Departure, Step
from kexie.core import applications, cases, clock, codes
from kexie.core.actors import Actor
from kexie.core.applications import Stage
from kexie.core.locks import lock
from kexie.engines.files import actions as files
from kexie.engines.files.rules import Upload
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Branch, Organisation, Relation
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record

DAY = timedelta(days=1)
WORDS = {
    Stage.SUBMITTED: "affiliations.apply",
    Stage.RETURNED: "affiliations.return_",
    Stage.RESUBMITTED: "affiliations.amend",
    Stage.ACCEPTED: "affiliations.accept",
    Stage.REFUSED: "affiliations.refuse",
    Stage.WITHDRAWN: "affiliations.withdraw",
}


@transaction.atomic
def apply(
    body: Organisation, *, thing: Organisation, by: Actor, statement: str = "", proof: Upload | None = None
) -> Accession:
    """Ask another body to be taken as its group member (MEM-02, 《通则》第十五、十六条).

    Raises ValidationError for a body that one cannot join, for what is lacking, and for what one has joined already.
    """
    body = lock(body)  # two equal ones at a time would otherwise both be the first
    rules.require_living(thing.closed_on is not None)
    way = rules.require_way(queries.way_to(body, thing))
    rules.require_conditions(queries.lacking(body, way))
    rules.require_influence(way, statement=statement, has_proof=proof is not None)
    rules.require_new(
        is_member=queries.relations(body).current().filter(object=thing).exists(),
        is_waiting=Accession.objects.of(body.pk).open().filter(organisation=thing).exists(),
    )
    accession = Accession(organisation=thing, body=body, way=way, code=codes.fresh(), since=clock.now())
    accession.applicant, accession.statement = Person.objects.get(pk=by.person or 0), statement.strip()
    accession.proof = files.keep(proof, by=by) if proof else None
    accession.save(force_insert=True)
    _step(accession, by=by)
    _to_the_desk(accession, by=by)
    return accession


@transaction.atomic
def amend(accession: Accession, *, seen: int, by: Actor, statement: str = "", proof: Upload | None = None) -> Accession:
    """Send a returned accession in again; without a new file the former one stays."""
    accession = lock(accession, seen=seen)
    applications.require_returned(accession.stage)
    way = rules.Way(accession.way)
    rules.require_conditions(queries.lacking(accession.body, way))
    rules.require_influence(way, statement=statement, has_proof=bool(proof or accession.proof_id))
    accession.statement = statement.strip()
    accession.proof = files.keep(proof, by=by) if proof else accession.proof
    accession.stage, accession.since, accession.reason = Stage.RESUBMITTED, clock.now(), ""
    accession.save()
    _step(accession, by=by)
    worklist.close("affiliations.amend", accession, by=by)
    _to_the_desk(accession, by=by)
    return accession


@transaction.atomic
def withdraw(accession: Accession, *, seen: int, by: Actor) -> Accession:
    """Take an accession back; its file is let go, its history stays."""
    accession = lock(accession, seen=seen)
    applications.require_open(accession.stage)
    accession.stage, accession.since, accession.proof = Stage.WITHDRAWN, clock.now(), None
    accession.save()
    _step(accession, by=by)
    _close(accession, by=by)
    return accession


@transaction.atomic
def return_(accession: Accession, *, seen: int, reason: str, by: Actor) -> Accession:
    """Return an accession with a reason."""
    accession = _lock_waiting(accession, seen=seen, by=by)
    accession.reason = rules.require_reason(reason)
    accession.stage, accession.since = Stage.RETURNED, clock.now()
    accession.save()
    _step(accession, by=by)
    _close(accession, by=by)
    worklist.wait(
        "affiliations.amend",
        accession,
        what=f"加入{accession.organisation.called}的申请被退回，请修改后再提交",
        why=accession.reason,
        link=_page(accession),
        organisation=accession.body,
        permission="affiliations.join",
        by=by,
    )
    _tell_body(accession, f"加入{accession.organisation.called}的申请被退回", accession.reason, by=by)
    return accession


@transaction.atomic
def refuse(accession: Accession, *, seen: int, reason: str, by: Actor) -> Accession:
    """Refuse an accession with a reason."""
    accession = _lock_waiting(accession, seen=seen, by=by)
    accession.reason = rules.require_reason(reason)
    accession.stage, accession.since = Stage.REFUSED, clock.now()
    accession.save()
    _step(accession, by=by)
    _close(accession, by=by)
    _tell_body(accession, f"{accession.organisation.called}没有通过加入申请", accession.reason, by=by)
    return accession


@transaction.atomic
def accept(accession: Accession, *, seen: int, decision: str, by: Actor) -> Accession:
    """Take the body as a group member from today, by a decision that is named (《章程》第十八条).

    Raises ValidationError for one's own (SEC-03), and where the body does not meet the conditions any more.
    """
    accession = _lock_waiting(accession, seen=seen, by=by)
    accession.decision = rules.require_decision(decision)
    rules.require_conditions(queries.lacking(accession.body, rules.Way(accession.way)))
    accession.relation = organisations.relate(
        accession.body, accession.organisation, edge=Edge.GROUP_MEMBER_OF, since=clock.today(), by=by
    )
    accession.stage, accession.since = Stage.ACCEPTED, clock.now()
    accession.save()
    _step(accession, by=by)
    _close(accession, by=by)
    words = "可以登记本单位推选的代表，查看团体会员的权利和义务。"
    _tell_body(accession, f"本单位已成为{accession.organisation.called}的团体会员", words, by=by)
    return accession


def _lock_waiting(accession: Accession, *, seen: int, by: Actor) -> Accession:
    accession = lock(accession, seen=seen)
    applications.require_waiting(accession.stage)
    cases.require_other(applicant=accession.applicant_id, by=by.person)
    return accession


def _page(accession: Accession) -> str:
    return reverse("affiliations:show", args=[accession.code])


def _step(accession: Accession, *, by: Actor) -> None:
    """Write down a step: for those who read the accession, and among the records of both sides."""
    stage = Stage(accession.stage)
    words = accession.reason or accession.decision
    Step.objects.create(accession=accession, stage=stage, name=by.name[:60], reason=words, at=accession.since)
    after: dict[str, Any] = {"stage": stage, "way": accession.way, "body": accession.body_id}
    for told in (accession.organisation, accession.body):
        record(WORDS[stage], accession, by=by, organisation=told, after=after)


def _to_the_desk(accession: Accession, *, by: Actor) -> None:
    is_again = accession.stage == Stage.RESUBMITTED
    name = accession.body.called
    worklist.wait(
        "affiliations.accept",
        accession,
        what=f"{'复审' if is_again else '审核'}{name}加入团体会员的申请",
        link=_page(accession),
        organisation=accession.organisation,
        permission="affiliations.review",
        apart=accession.applicant,
        due=rules.due(accession.since.astimezone(clock.PLACE).date()),
        by=by,
    )
    announce(
        WORDS[Stage(accession.stage)],
        title=f"{name}{'修改后再次申请' if is_again else '申请'}成为团体会员",
        text=f"请在 {rules.REVIEW_DAYS} 个工作日内答复。",
        link=_page(accession),
        organisation=accession.organisation,
        permission="affiliations.review",
        by=by,
    )


def _tell_body(accession: Accession, title: str, text: str, *, by: Actor) -> None:
    announce(
        WORDS[Stage(accession.stage)],
        title=title,
        text=text,
        link=_page(accession),
        organisation=accession.body,
        permission="affiliations.join",
        by=by,
    )


def _close(accession: Accession, *, by: Actor) -> None:
    for kind in ("affiliations.accept", "affiliations.amend"):
        worklist.close(kind, accession, by=by)


@transaction.atomic
def leave(relation: Relation, *, by: Actor, reason: str = "") -> Departure:
    """Ask to leave; it waits for the other body's confirmation."""
    relation = _lock_current(relation)
    rules.require_not_leaving(Departure.objects.open().filter(relation=relation).exists())
    row = Departure.objects.create(
        relation=relation, reason=reason.strip(), asked_at=clock.now(), asked_by=by.name[:60]
    )
    link = reverse("affiliations:confirm_leaving", args=[relation.object.code, relation.pk])
    worklist.wait(
        "affiliations.confirm_leaving",
        row,
        what=f"确认{relation.subject.called}退出团体会员",
        why=row.reason,
        link=link,
        organisation=relation.object,
        permission="affiliations.review",
        due=rules.due(row.asked_at.astimezone(clock.PLACE).date()),
        by=by,
    )
    _tell(row, "affiliations.leave", f"{relation.subject.called}申请退出团体会员", relation.object, link, by=by)
    return row


@transaction.atomic
def stay(relation: Relation, *, by: Actor) -> Departure:
    """Take the wish to leave back, while it is not confirmed."""
    row = _lock_leaving(_lock_current(relation))
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at", "revision"])
    link = reverse("affiliations:browse", args=[relation.object.code])
    worklist.close("affiliations.confirm_leaving", row, by=by)
    _tell(row, "affiliations.stay", f"{relation.subject.called}撤回了退出团体会员的申请", relation.object, link, by=by)
    return row


@transaction.atomic
def confirm_leaving(relation: Relation, *, by: Actor) -> Departure:
    """Confirm that a group member has left: from today it is none, and its delegates are none either."""
    row = _lock_leaving(_lock_current(relation))
    row.ended_at, row.is_confirmed = clock.now(), True
    row.save(update_fields=["ended_at", "is_confirmed", "revision"])
    today = clock.today()
    if relation.period.lower == today:  # a time of no day is none: it holds until tonight
        today += DAY
    organisations.unrelate(relation, until=today, by=by)
    Delegate.objects.current().filter(relation=relation).update(until=clock.today())
    worklist.close("affiliations.confirm_leaving", row, by=by)
    link = reverse("affiliations:joined", args=[relation.subject.code])
    title = f"{relation.object.called}已确认本单位退出团体会员"
    _tell(row, "affiliations.confirm_leaving", title, relation.subject, link, by=by)
    return row


def _lock_current(relation: Relation) -> Relation:
    relation = lock(relation)
    until = relation.period.upper
    rules.require_member(until is None or until > clock.today())
    return relation


def _lock_leaving(relation: Relation) -> Departure:
    rows = Departure.objects.select_for_update(of=("self",)).open()
    return rules.require_leaving(rows.filter(relation=relation).first())


def _tell(row: Departure, what: str, title: str, told: Organisation, link: str, *, by: Actor) -> None:
    """Record a deed for both sides, and tell the other one."""
    relation = row.relation
    for side in (relation.subject, relation.object):
        record(what, row, by=by, organisation=side, after={"reason": row.reason})
    is_host = told.pk == relation.object_id
    permission = "affiliations.review" if is_host else "affiliations.join"
    announce(what, title=title, text=row.reason, link=link, organisation=told, permission=permission, by=by)


@transaction.atomic
def name_delegate(relation: Relation, *, name: str, since: date, by: Actor, post: str = "") -> Delegate:
    """Name whom the body sends to represent it (MEM-11, 《章程》第十九条)."""
    relation = _lock_current(relation)
    rules.require_day(since, today=clock.today(), field="since")
    row = Delegate.objects.create(relation=relation, name=name.strip(), post=post.strip(), since=since)
    _tell_delegate(row, "affiliations.name_delegate", "推选了代表", by=by)
    return row


@transaction.atomic
def end_delegate(row: Delegate, *, seen: int, until: date, by: Actor) -> Delegate:
    """End somebody's time as a delegate; that it was stays."""
    row = lock(row, seen=seen)
    rules.require_member(row.until is None)
    rules.require_day(until, today=clock.today(), field="until", since=row.since)
    row.until = until
    row.save(update_fields=["until", "revision"])
    _tell_delegate(row, "affiliations.end_delegate", "更换了代表", by=by)
    return row


def _tell_delegate(row: Delegate, what: str, words: str, *, by: Actor) -> None:
    relation = row.relation
    for side in (relation.subject, relation.object):
        record(what, row, by=by, organisation=side)
    announce(
        what,
        title=f"团体会员{relation.subject.called}{words}",
        text=row.name,
        link=reverse("affiliations:browse", args=[relation.object.code]),
        organisation=relation.object,
        permission="affiliations.review",
        by=by,
    )


@transaction.atomic
def admit_branch(
    body: Organisation, *, branch: Branch, since: date, decision: str, by: Actor, delegates: str = ""
) -> BranchMember:
    """Take a part of a body as its group member, by a decision that is named (MEM-02, ORG-05a).

    Raises ValidationError for a body without such members, for a part of another kind and for one that is a member.
    """
    body = lock(body)
    rules.require_taking_branches(kind=body.kind, is_closed=body.closed_on is not None)
    rules.require_branch(kind=branch.kind, is_own=branch.organisation_id == body.pk, is_closed=bool(branch.closed_on))
    rules.require_day(since, today=clock.today(), field="since", since=branch.founded_on)
    row = BranchMember(organisation=body, branch=branch, since=since, decision=rules.require_decision(decision))
    row.delegates = delegates.strip()
    row.save(force_insert=True)
    record("affiliations.admit_branch", row, by=by, after={"branch": branch.name, "since": since})
    return row


@transaction.atomic
def represent(row: BranchMember, *, delegates: str, seen: int, by: Actor) -> BranchMember:
    """Say who represents a part of the body that is its group member (MEM-11)."""
    row = lock(row, seen=seen)
    rules.require_member(row.until is None)
    row.delegates = delegates.strip()
    row.save(update_fields=["delegates", "revision"])
    record("affiliations.represent", row, by=by)
    return row


@transaction.atomic
def release_branch(row: BranchMember, *, until: date, seen: int, by: Actor) -> BranchMember:
    """End the group membership of a part of the body; that it was stays."""
    row = lock(row, seen=seen)
    rules.require_member(row.until is None)
    rules.require_day(until, today=clock.today(), field="until", since=row.since)
    row.until = until
    row.save(update_fields=["until", "revision"])
    record("affiliations.release_branch", row, by=by, after={"until": until})
    return row


def end_all(body: Organisation, *, by: Actor) -> int:
    """End what a body that was closed had joined, and who had joined it; return how many memberships ended (EST-13).

    Both sides are told and keep the history. Repeats are harmless.
    """
    if body.closed_on is None:
        return 0
    either = Q(organisation=body) | Q(body=body)
    for accession in Accession.objects.filter(either).open():
        _drop(accession, closed=body, by=by)
    _end_branches(BranchMember.objects.filter(organisation=body), until=body.closed_on)
    found = Relation.objects.filter(Q(subject=body) | Q(object=body), edge=Edge.GROUP_MEMBER_OF)
    rows = found.filter(period__endswith=None) | found.filter(period__endswith__gt=clock.today() + DAY)
    return sum(_dissolve(row, closed=body, by=by) for row in rows.order_by("pk"))


def end_missed(*, by: Actor) -> int:
    """End the memberships of bodies that were closed in another way, and of closed parts; return how many."""
    closed = Q(subject__closed_on__isnull=False) | Q(object__closed_on__isnull=False)
    rows = Relation.objects.filter(closed, edge=Edge.GROUP_MEMBER_OF, period__endswith=None)
    waiting = Accession.objects.open()
    bodies = Organisation.objects.filter(closed_on__isnull=False).filter(
        Q(pk__in=rows.values("subject"))
        | Q(pk__in=rows.values("object"))
        | Q(pk__in=waiting.values("body"))
        | Q(pk__in=waiting.values("organisation"))
    )
    done = sum(end_all(body, by=by) for body in list(bodies))
    parts = BranchMember.objects.current().filter(branch__closed_on__isnull=False)
    return done + sum(_end_branches(parts.filter(pk=row.pk), until=row.branch.closed_on) for row in parts)


def _end_branches(rows: BranchMemberQuerySet, *, until: date | None) -> int:
    return rows.current().update(until=Greatest(F("since"), until), revision=F("revision") + 1)


@transaction.atomic
def _dissolve(relation: Relation, *, closed: Organisation, by: Actor) -> int:
    """End a membership because one side was closed."""
    relation = lock(relation)
    on = closed.closed_on or clock.today()
    until = max(on, relation.period.lower + DAY) if relation.period.lower else on
    if relation.period.upper is not None and relation.period.upper <= until:
        return 0
    organisations.unrelate(relation, until=until, by=by)
    Delegate.objects.current().filter(relation=relation).update(until=Greatest(F("since"), on))
    for row in Departure.objects.open().filter(relation=relation):
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at", "revision"])
        worklist.close("affiliations.confirm_leaving", row, by=by)
    for told, other, route, permission in (
        (relation.subject, relation.object, "affiliations:joined", "affiliations.join"),
        (relation.object, relation.subject, "affiliations:browse", "affiliations.review"),
    ):
        is_own = told.pk == closed.pk
        announce(
            "affiliations.dissolve",
            title=f"与{other.called}的团体会员关系已经结束",
            text=f"{'本组织' if is_own else other.name}已于 {on:%Y-%m-%d} 注销。加入的经历仍然保留。",
            link=reverse(route, args=[told.code]),
            organisation=told,
            permission=permission,
            key=f"affiliations.dissolve.{relation.pk}.{told.pk}",
            by=by,
        )
    return 1


@transaction.atomic
def _drop(accession: Accession, *, closed: Organisation, by: Actor) -> None:
    """End an accession that nobody can decide any more, or that nobody makes any more."""
    accession = lock(accession)
    if accession.stage not in applications.OPEN:
        return
    is_host = accession.organisation_id == closed.pk
    accession.stage, accession.since = Stage.REFUSED if is_host else Stage.WITHDRAWN, clock.now()
    accession.proof = accession.proof if is_host else None
    accession.reason = f"{closed.name}已于 {closed.closed_on:%Y-%m-%d} 注销，申请不再办理。"
    accession.save()
    _step(accession, by=by)
    _close(accession, by=by)
    if is_host:
        _tell_body(accession, f"{closed.called}已经注销，加入申请不再办理", accession.reason, by=by)
