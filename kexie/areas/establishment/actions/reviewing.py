"""The association's decision: back item by item, no, or a numbered reply."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from kexie.areas.establishment import rules
from kexie.areas.establishment.actions.founding import end
from kexie.areas.establishment.actions.holding import establish
from kexie.areas.establishment.actions.steps import step, tell_the_group, to_the_group
from kexie.areas.establishment.models import TURNED, Case, Reply, Seal
from kexie.areas.establishment.rules import Deed, Stage
from kexie.core import cases, clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.notices.actions import announce
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Title
from kexie.foundation.records.actions import record


def _waiting(case: Case, *, seen: int | None, by: Actor) -> Case:
    """Lock a case that may be decided now, by this person (SEC-03)."""
    case = lock(case, seen=seen)
    rules.require_waiting(case.stage)
    cases.require_other(applicant=case.applicant_id, by=by.person)
    return case


@transaction.atomic
def return_(case: Case, *, remarks: Mapping[int, str], reason: str, seen: int, by: Actor) -> Case:
    """Return a case for its materials, each with what is wrong with it; `remarks` are by material (EST-02)."""
    case = _waiting(case, seen=seen, by=by)
    rules.require_faults(remarks=remarks.values(), reason=reason)
    told = []
    for material in case.materials.filter(pk__in=remarks):
        material.is_faulty, material.remark = True, remarks[material.pk]
        material.save(update_fields=["is_faulty", "remark"])
        told.append(f"{material.label}：{material.remark}")
    if len(told) != len(remarks):
        raise ValidationError("有的材料已经不在清单里，请刷新页面查看。")
    case.turn_to(Stage.RETURNED, clock.now())
    case.due = None
    case.reason = reason.strip()[: rules.MAX_REASON]
    case.save(update_fields=[*TURNED, "due", "reason", "revision"])
    why = "；".join([*told, *([case.reason] if case.reason else [])])
    step(case, Deed.RETURN, by=by, note=why)
    record("establishment.return_", case, by=by, organisation=case.body, after={"reason": why})
    what = f"“{case.body.name}”的设立申请被退回"
    to_the_group(case, "establishment.submit", what=f"{what}，请修改后再提交", why=why, by=by)
    tell_the_group(case, "establishment.return_", title=what, text=why, by=by)
    return case


@transaction.atomic
def reject(case: Case, *, reason: str, seen: int, by: Actor) -> Case:
    """Refuse a founding with a reason; the body that was preparing is closed (EST-02)."""
    case = _waiting(case, seen=seen, by=by)
    case.reason = rules.require_reason(reason)
    end(case, Stage.REJECTED, by=by)
    step(case, Deed.REJECT, by=by, note=case.reason)
    record("establishment.reject", case, by=by, organisation=case.body, after={"reason": case.reason})
    tell_the_group(
        case, "establishment.reject", title=f"“{case.body.name}”的设立申请没有获得批准", text=case.reason, by=by
    )
    return case


@transaction.atomic
def admit(case: Case, *, seen: int, by: Actor) -> Case:
    """Register a workstation, or a body that exists already; it is there from now on, with its certificate (EST-06)."""
    case = _waiting(case, seen=seen, by=by)
    rules.require_way(case.way, is_founded=False)
    case.turn_to(Stage.ESTABLISHED, clock.now())
    case.due, case.reason, case.reported_on = None, "", clock.today()
    case.save(update_fields=[*TURNED, "due", "reason", "reported_on", "revision"])
    step(case, Deed.ADMIT, by=by, note=f"原批复文号：{case.old_number}" if case.old_number else "")
    record("establishment.admit", case, by=by, organisation=case.body, after={"number": case.old_number})
    if case.chair and case.founded_on:
        organisations.fill_post(case.body, title=Title.CHAIR, holder=case.chair, since=case.founded_on, by=by)
    establish(case, founded_on=case.founded_on or clock.today(), by=by)
    text = "现在可以完善并公开主页。"
    tell_the_group(case, "establishment.admit", title=f"“{case.body.name}”已经登记", text=text, by=by)
    return case


@transaction.atomic
def approve_many(
    desk: Organisation,
    *,
    cases: Sequence[tuple[Case, int]],
    number: str,
    issued_on: date,
    by: Actor,
    signed_by: str = "",
) -> list[Case]:
    """Approve several cases of a desk, each with the revision seen, with numbers that follow one another, or none."""
    rules.require_some(cases)
    given = zip(sorted(cases, key=_key), rules.numbers(number, len(cases)), strict=True)
    if any(case.organisation_id != desk.pk for case, _ in cases):
        raise ValidationError("有的申请不由本科协审核，请刷新页面查看。")
    return [
        approve(case, number=own, issued_on=issued_on, signed_by=signed_by, seen=seen, by=by)
        for (case, seen), own in given
    ]


def _key(chosen: tuple[Case, int]) -> int:
    return chosen[0].pk


@transaction.atomic
def urge(desk: Organisation, *, by: Actor) -> int:
    """Urge the associations below to decide what they left over their time limits, once a day each; return how many."""
    late = Case.objects.under(desk).exclude(organisation=desk).overdue().select_related("organisation")
    below: dict[int, list[Case]] = defaultdict(list)
    for case in late.order_by("organisation", "due", "id"):
        below[case.organisation_id].append(case)
    for overdue in below.values():
        body = overdue[0].organisation
        announce(
            "establishment.urge",
            title=f"{desk.called}催办：{len(overdue)} 件设立申请超过审核期限",
            text=f"最早的是“{overdue[0].body.name}”。请尽快办理。",
            link=reverse("establishment:overdue", args=[body.code]),
            organisation=body,
            permission="establishment.approve",
            key=f"establishment.urge.{desk.pk}.{body.pk}.{clock.today():%Y%m%d}",
            by=by,
        )
    record("establishment.urge", desk, by=by, after={"number": sum(map(len, below.values()))})
    return len(below)


@transaction.atomic
def approve(case: Case, *, number: str, issued_on: date, seen: int, by: Actor, signed_by: str = "") -> Case:
    """Approve a founding with a numbered reply, by which a body that is filed is established (EST-02, EST-03)."""
    case = _waiting(case, seen=seen, by=by)
    rules.require_way(case.way, is_founded=True)
    submitted_on = case.since.astimezone(clock.PLACE).date()
    rules.require_reply_day(issued_on, submitted_on=submitted_on, today=clock.today())
    reply = Reply.objects.create(
        case=case,
        organisation=case.organisation,
        number=rules.require_number(number),
        issued_on=issued_on,
        signed_by=signed_by.strip(),
        seal_id=Seal.objects.filter(organisation=case.organisation).values_list("file", flat=True).first(),
    )
    case.turn_to(Stage.ESTABLISHED if case.is_filing else Stage.APPROVED, clock.now())
    case.due, case.reason = None, ""
    case.reported_on = clock.today() if case.is_filing else None
    case.save(update_fields=[*TURNED, "due", "reason", "reported_on", "revision"])
    step(case, Deed.APPROVE, by=by, note=f"文号：{reply.number}")
    record("establishment.approve", case, by=by, organisation=case.body, after={"number": reply.number})
    if case.is_filing:
        establish(case, founded_on=issued_on, by=by)
        title = f"“{case.body.name}”已经备案，正式成立"
        text = f"文号：{reply.number}。现在可以完善并公开主页。"
    else:
        what = f"召开“{case.body.name}”成立大会，会后登记"
        to_the_group(case, "establishment.hold", what=what, why=f"批复文号：{reply.number}", by=by)
        title = f"“{case.body.name}”的设立申请已经批复"
        text = f"文号：{reply.number}。请召开成立大会，会后在这里登记，并在一个月内报送结果。"
    tell_the_group(case, "establishment.approve", title=title, text=text, by=by)
    return case
