"""Several units found a body together: who they are, what they agree on, and each one's own yes (EST-04)."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from kexie.areas.establishment import queries, rules
from kexie.areas.establishment.actions.founding import begin
from kexie.areas.establishment.actions.steps import step, tell_the_group, tell_unit
from kexie.areas.establishment.models import Case, Partner
from kexie.areas.establishment.rules import Deed
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.files import actions as files
from kexie.engines.files.rules import Upload
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Edge, Status, require_alive, require_not_future
from kexie.foundation.records.actions import record

ANSWERED = ("answer", "answered_on", "consent_by", "reason", "file", "revision")


@transaction.atomic
def unite(
    lead: Organisation,
    kind: str,
    *,
    name: str,
    desk: str,
    consent_by: str,
    leader: str,
    leader_post: str,
    members: str,
    by: Actor,
    basis: str = "",
    industry: str = "",
    is_legal_person: bool | None = None,
) -> Case:
    """Begin to found a body together with other units; the one that begins leads and has said yes itself (EST-04).

    `desk` is the code of the association that reviews: that of the place, or one above it. Raises ValidationError for a
    unit that cannot lead, and for a desk that is not above it.
    """
    lead = lock(lead)
    require_alive(status=lead.status)
    rules.require_standing(name=lead.name, is_preparing=lead.status == Status.PREPARING)
    rules.require_uniting(kind=kind, unit_kind=lead.kind, name=lead.name)
    rules.require_basis(kind=kind, basis=basis, industry=industry)
    rules.require_answer(answer=rules.CONSENTED, consent_by=consent_by, reason="")
    chosen = next((one for one in queries.reviewing(lead) if one.code == desk), None)
    if chosen is None:
        raise ValidationError({"desk": "请选择本单位所在地或者上级的科协。"})
    _require_fit(kind, lead, chosen)
    is_federation = kind == rules.FEDERATION
    case = begin(
        lead,
        chosen,
        kind=kind,
        name=name,
        region=chosen.region or lead.region,
        leader=leader,
        leader_post=leader_post,
        members=members,
        has_party=False,
        basis=basis if is_federation else "",
        industry=industry if is_federation and basis == rules.BY_INDUSTRY else "",
        is_legal_person=is_legal_person if is_federation else None,
        by=by,
    )
    Partner.objects.create(
        case=case,
        organisation=lead,
        is_lead=True,
        turn=1 if case.has_turns else None,
        answer=rules.CONSENTED,
        answered_on=clock.today(),
        consent_by=consent_by.strip(),
    )
    record("establishment.unite", case, by=by, organisation=lead, after={"kind": kind, "name": case.body.name})
    return case


def _require_fit(kind: str, unit: Organisation, desk: Organisation, field: str = "") -> None:
    """Refuse a unit that a joint association is not for, or that is in another place (G17)."""
    rules.require_within(
        kind=kind, name=unit.name, territory=desk.territory, unit_territory=unit.region_id or "", field=field
    )
    if kind == rules.JOINT:
        own = Organisation.objects.live().filter(kind=rules.ENTERPRISE).of(unit, Edge.HOSTED_BY).first()
        rules.require_none_of_its_own(name=unit.name, own=own.name if own else "", field=field)


@transaction.atomic
def invite(case: Case, *, partner: Organisation, duty: str, seen: int, by: Actor) -> Partner:
    """Ask one more unit to found together; it answers on its own page (EST-04)."""
    case = lock(case, seen=seen)
    rules.require_opening(case.stage)
    require_alive(status=partner.status)
    rules.require_standing(name=partner.name, is_preparing=partner.status == Status.PREPARING)
    rules.require_uniting(kind=case.kind, unit_kind=partner.kind, name=partner.name, field="partner")
    _require_fit(case.kind, partner, case.organisation, "partner")
    rules.require_room(case.partners.count())
    last = case.partners.exclude(turn=None).order_by("-turn").first()
    row = Partner.objects.create(
        case=case,
        organisation=partner,
        duty=duty.strip(),
        turn=(last.turn or 0) + 1 if last and case.has_turns else None,
    )
    case.save(update_fields=["revision"])
    step(case, Deed.INVITE, by=by, note=partner.name)
    after = {"partner": partner.name}
    record("establishment.invite", case, by=by, organisation=case.body, after=after)
    _ask(row, case, by=by)
    return row


def _ask(row: Partner, case: Case, *, by: Actor, why: str = "") -> None:
    """Let the question wait in the unit, and tell those who work there."""
    link = reverse("establishment:consent", args=[row.organisation.code, row.pk])
    what = f"“{case.lead.called}”邀请本单位共同发起“{case.body.name}”"
    worklist.wait(
        "establishment.consent",
        row,
        what=f"{what}，请答复",
        why=why,
        link=link,
        organisation=row.organisation,
        permission="establishment.consent",
        by=by,
    )
    announce(
        "establishment.invite",
        title=what,
        text=why or f"{case.label}，由{case.organisation.called}审核。请写明是否同意。",
        link=link,
        organisation=row.organisation,
        permission="establishment.consent",
        by=by,
    )


@transaction.atomic
def assign(
    case: Case,
    *,
    duties: Mapping[int, str],
    order: Mapping[int, int | None],
    seen: int,
    by: Actor,
    turn_months: int | None = None,
) -> Case:
    """Write down each unit's duty and, in a joint association, whose turn follows whose (H49, H51).

    `duties` and `order` are by partner. Who said yes to something else is asked again; the lead agrees by writing.
    """
    case = lock(case, seen=seen)
    rules.require_opening(case.stage)
    rows = list(case.partners.select_for_update(of=("self",)).select_related("organisation"))
    rules.require_turns(kind=case.kind, months=turn_months, order=[order.get(row.pk) for row in rows], number=len(rows))
    before = {row.pk: (row.duty, row.turn) for row in rows}
    months, case.turn_months = case.turn_months, turn_months if case.has_turns else None
    case.partners.update(turn=None)
    for row in rows:
        row.duty = duties.get(row.pk, "").strip()
        row.turn = order.get(row.pk) if case.has_turns else None
        is_changed = months != case.turn_months or before[row.pk] != (row.duty, row.turn)
        row.revision += is_changed
        row.save(update_fields=["duty", "turn", "revision"])
        if is_changed and row.answer == rules.CONSENTED and not row.is_lead:
            _lapse(row, case, by=by)
    case.save(update_fields=["turn_months", "revision"])
    step(case, Deed.ASSIGN, by=by)
    after = {"turn_months": case.turn_months}
    record("establishment.assign", case, by=by, organisation=case.body, before={"turn_months": months}, after=after)
    return case


def _lapse(row: Partner, case: Case, *, by: Actor) -> None:
    """Ask a unit again: what it said yes to was changed."""
    row.answer, row.answered_on, row.consent_by, row.reason, row.file = "", None, "", "", None
    row.save(update_fields=ANSWERED)
    _ask(row, case, why="分工或者轮值有变动，请重新答复。", by=by)


@transaction.atomic
def dismiss(partner: Partner, *, seen: int, by: Actor) -> Case:
    """Take a unit off the list; those after it move up by one turn."""
    case = lock(partner.case)
    rules.require_opening(case.stage)
    row = lock(partner, seen=seen)
    rules.require_guest(is_lead=row.is_lead)
    worklist.close("establishment.consent", row, by=by)
    unit, gone = row.organisation, row.turn
    row.delete()
    for after in case.partners.filter(turn__gt=gone or 0).order_by("turn") if gone else ():
        after.turn = (after.turn or 1) - 1
        after.save(update_fields=["turn"])
    case.save(update_fields=["revision"])
    step(case, Deed.DISMISS, by=by, note=unit.name)
    record("establishment.dismiss", case, by=by, organisation=case.body, before={"partner": unit.name})
    tell_unit(case, unit, "establishment.dismiss", title=f"本单位不再列入“{case.body.name}”的发起名单", by=by)
    return case


@transaction.atomic
def consent(
    partner: Partner,
    *,
    answer: str,
    consent_by: str,
    reason: str,
    seen: int,
    by: Actor,
) -> Partner:
    """Say for a unit whether it founds together with the others (EST-04); it may change its mind until submission."""
    case = lock(partner.case)
    rules.require_opening(case.stage)
    rules.require_answer(answer=answer, consent_by=consent_by, reason=reason)
    row = lock(partner, seen=seen)
    is_yes = answer == rules.CONSENTED
    if not is_yes:
        rules.require_guest(is_lead=row.is_lead)
    row.answer, row.answered_on = answer, clock.today()
    row.consent_by, row.reason = (consent_by.strip(), "") if is_yes else ("", reason.strip())
    row.save(update_fields=ANSWERED)
    _answered(row, case, by=by)
    return row


@transaction.atomic
def vouch(partner: Partner, *, file: Upload, consent_by: str, answered_on: date, seen: int, by: Actor) -> Partner:
    """Enter a unit's consent from a sealed paper, where nobody of it answers on the platform (EST-04, EST-08)."""
    case = lock(partner.case)
    rules.require_opening(case.stage)
    rules.require_answer(answer=rules.CONSENTED, consent_by=consent_by, reason="")
    require_not_future(answered_on, today=clock.today(), field="answered_on")
    row = lock(partner, seen=seen)
    rules.require_undeclined(answer=row.answer, name=row.organisation.name)
    row.answer, row.answered_on, row.consent_by, row.reason = rules.CONSENTED, answered_on, consent_by.strip(), ""
    row.file = files.keep(file, by=by)
    row.save(update_fields=ANSWERED)
    record("establishment.vouch", row, by=by, organisation=case.body, after={"partner": row.organisation.name})
    _answered(row, case, by=by)
    tell_unit(
        case,
        row.organisation,
        "establishment.vouch",
        title=f"“{case.lead.called}”上传了本单位同意共同发起“{case.body.name}”的文件",
        text="如有不符，请答复“不同意”。",
        link=reverse("establishment:consent", args=[row.organisation.code, row.pk]),
        by=by,
    )
    return row


def _answered(row: Partner, case: Case, *, by: Actor) -> None:
    """Write an answer down, and tell those who prepare."""
    is_yes, unit = row.answer == rules.CONSENTED, row.organisation
    step(case, Deed.CONSENT if is_yes else Deed.DECLINE, by=by, note=f"{unit.name}：{row.consent_by or row.reason}")
    after = {"partner": unit.name, "answer": row.answer, "reason": row.reason}
    for told in (case.body, unit):
        record("establishment.consent", row, by=by, organisation=told, after=after)
    worklist.close("establishment.consent", row, by=by)
    words = rules.ANSWER_LABELS[row.answer]
    tell_the_group(case, "establishment.consent", title=f"“{unit.called}”{words}共同发起", text=row.reason, by=by)


def join(case: Case, *, since: date, by: Actor) -> None:
    """Let the units belong to the body that is there now, and its first turns follow one another (H49, ORG-13)."""
    rows = list(case.partners.select_related("organisation"))
    for row in rows:
        edge = rules.UNITED[case.kind]
        organisations.relate(row.organisation, case.body, edge=edge, since=since, is_lead=row.is_lead, by=by)
    if case.has_turns and case.turn_months:
        following = sorted(rows, key=lambda row: row.turn or 0)
        times = rules.turns(since, months=case.turn_months, number=len(rows))
        for row, (starts_on, ends_on) in zip(following, times, strict=True):
            founder = row.organisation
            organisations.add_turn(case.body, founder=founder, starts_on=starts_on, ends_on=ends_on, by=by)
