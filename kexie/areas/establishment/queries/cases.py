"""One case: where it stands, whose turn it is, since when, what is missing (EST-07)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kexie.areas.charters import queries as charters
from kexie.areas.charters.models import Charter
from kexie.areas.establishment import rules
from kexie.areas.establishment.models import Case, Material
from kexie.areas.establishment.rules import Regime, Stage
from kexie.core import clock
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import GRASSROOTS, Status, Title

COLOURS = {
    Stage.PREPARING: "blue",
    Stage.SUBMITTED: "blue",
    Stage.RESUBMITTED: "blue",
    Stage.RETURNED: "orange",
    Stage.APPROVED: "cyan",
    Stage.ESTABLISHED: "green",
    Stage.REJECTED: "red",
    Stage.WITHDRAWN: "secondary",
}
BARS = {
    Regime.APPROVAL: ("筹备", "审核批复", "成立大会", "报送结果"),
    Regime.FILING: ("筹备", "成立大会", "审核备案", "成立"),
}


REGISTERED = ("填写", "审核", "登记")


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, since when and until when."""

    words: str
    colour: str
    whose: str
    waited: int
    due: date | None = None
    is_overdue: bool = False


def turn(case: Case, today: date) -> Turn:
    """Tell whose turn it is, for how many days already, and whether it is too late."""
    stage = Stage(case.stage)
    words, whose, due = rules.STAGE_LABELS[stage], case.body.called, case.due
    if stage in rules.WAITING:
        whose = case.organisation.called
    elif case.may_report:
        words, due = "已成立，待报送", case.report_due
    elif stage not in rules.OPEN:
        whose = ""
    elif case.is_filing and case.congress_on:
        due = case.report_due
    waited = (today - case.since.astimezone(clock.PLACE).date()).days
    return Turn(words, COLOURS[stage], whose, waited, due, is_overdue=due is not None and due < today)


def missing(case: Case) -> list[str]:
    """Return what a case lacks before it can be submitted, in sentences with their articles."""
    given = {item.pk for item in case.materials.exclude(versions=None).distinct()}
    drawn = {item.pk for item in case.materials.filter(key=rules.CHARTER) if draft_for(item)}
    return rules.lacking(
        kind=case.kind,
        regime=Regime(case.regime),
        has_party=case.has_party,
        is_consented=case.consented_on is not None and bool(case.consent_by),
        in_group=case.in_group,
        is_superior_consented=case.superior_consented_on is not None,
        has_workers=bool(case.workers),
        has_congress=case.congress_on is not None,
        materials=[
            (item.label, item.pk in given | drawn, item.is_faulty and item.pk not in drawn)
            for item in case.materials.all()
        ],
        disagreed=disagreed(case) if case.is_united else (),
        is_founded=case.is_founded,
    )


def disagreed(case: Case) -> list[str]:
    """Return what the units that found together have not agreed on (EST-04)."""
    rows = list(case.partners.select_related("organisation"))
    return rules.disagreeing(
        kind=case.kind,
        partners=[(row.organisation.name, row.answer) for row in rows],
        has_turns=bool(case.turn_months) and all(row.turn for row in rows),
        is_described=all(row.duty for row in rows),
    )


def partners(case: Case) -> list[dict[str, Any]]:
    """Return the units that found a body together, each with what it said and its colour."""
    rows = case.partners.select_related("organisation", "file")
    colours = {rules.CONSENTED: "green", rules.DECLINED: "red"}
    return [
        {"row": row, "words": row.get_answer_display() or "没有答复", "colour": colours.get(row.answer, "secondary")}
        for row in rows
    ]


def units(case: Case) -> str:
    """Return in which unit a body is, or by which ones it is founded together; empty where it is in none."""
    if not case.is_united:
        return case.host.name if case.host else ""
    return rules.units([row.organisation.name for row in case.partners.select_related("organisation")])


def reviewing(unit: Organisation) -> list[Organisation]:
    """Return the associations that may review what a unit founds with others: that of its place, and those above it."""
    found, step = [], unit.superior
    while step is not None:
        found.append(step)
        step = step.superior
    return found


def draft_for(material: Material) -> Charter | None:
    """Return the charter that was written on the platform, where it is newer than what was handed in (EST-02, EST-09).

    So nobody uploads what stands here already; a file that is uploaded later counts as it is.
    """
    body = material.case.body
    draft = charters.current(body) or charters.in_force(body)
    last = material.versions.order_by("-number").first()
    return draft if draft and (last is None or last.at < draft.changed_at) else None


def adopted(case: Case) -> Charter | None:
    """Return the charter that the founding congress passed, where it was entered on the platform (EST-09)."""
    found = charters.current(case.body) or charters.in_force(case.body)
    return found if found and found.adopted_on else None


def items(case: Case) -> list[dict[str, Any]]:
    """Return the checklist with the newest version of each material and the earlier ones."""
    found = case.materials.prefetch_related("versions__file")
    is_open = case.is_opening
    return [
        {
            "material": item,
            "versions": list(item.versions.all()),
            "draft": draft_for(item) if is_open and item.key == rules.CHARTER else None,
            "is_charter": item.key == rules.CHARTER and case.is_founded,
        }
        for item in found
    ]


def bar(case: Case) -> list[dict[str, Any]]:
    """Return the steps of the way with the one that is under way."""
    names = BARS[Regime(case.regime)] if case.is_founded else REGISTERED
    return [{"name": name, "is_current": number == _at(case)} for number, name in enumerate(names)]


def _at(case: Case) -> int:
    stage = Stage(case.stage)
    if case.is_filing:
        at = {Stage.SUBMITTED: 2, Stage.RESUBMITTED: 2, Stage.ESTABLISHED: 3}
        return at.get(stage, 2 if stage == Stage.RETURNED and case.congress_on else 1 if _is_prepared(case) else 0)
    if not case.is_founded:
        return {Stage.SUBMITTED: 1, Stage.RESUBMITTED: 1, Stage.ESTABLISHED: 2}.get(stage, 0)
    return {Stage.SUBMITTED: 1, Stage.RESUBMITTED: 1, Stage.APPROVED: 2, Stage.ESTABLISHED: 3}.get(stage, 0)


def _is_prepared(case: Case) -> bool:
    return case.congress_on is not None


def facts(case: Case) -> list[tuple[str, str]]:
    """Return what the preparatory group says, by label; what is not known yet is told as such."""
    rows = [
        (rules.LEAD_LABELS.get(case.kind, "所在单位"), case.host.name if case.host else "无"),
        ("审核科协", case.organisation.name),
        ("办理", case.get_way_display())
        if not case.is_founded
        else ("设立方式", f"{case.get_regime_display()}（{rules.REGIME_HINTS[Regime(case.regime)]}）"),
        ("审核期限", f"{case.days} 个工作日"),
    ]
    if not case.is_founded:
        return rows + _existing(case)
    if case.kind in rules.OF_WORKERS:
        rows.append(("科技工作者", f"{case.workers:,} 人" if case.workers else ""))
    rows += _united(case) if case.is_united else [(f"{case.consenting}同意", _consent(case))]
    if case.in_group:
        on = case.superior_consented_on
        rows.append(("上级企业", case.superior_enterprise))
        rows.append(("上级企业党组织同意", f"{on:%Y-%m-%d}" if on else ""))
    if case.congress_on:
        rows.append(("成立大会", f"{case.congress_on:%Y-%m-%d}，{case.get_assembly_display()}"))
        rows.append(("当选", f"主席 {case.chair}，委员 {case.seats} 人"))
    if case.reported_on and not case.is_filing:
        late = "，超过期限" if case.report_due and case.reported_on > case.report_due else ""
        rows.append(("报送结果", f"{case.reported_on:%Y-%m-%d}{late}"))
    return rows


def _existing(case: Case) -> list[tuple[str, str]]:
    """Return what is said of a body that exists already; of a workstation there is nothing more to say."""
    if not case.founded_on:
        return []
    return [("原批复文号", case.old_number), ("成立日期", f"{case.founded_on:%Y-%m-%d}"), ("现任主席", case.chair)]


def _united(case: Case) -> list[tuple[str, str]]:
    """Return what units that found together say of it."""
    rows = []
    if case.basis:
        rows.append(("形式", " ".join(filter(None, (case.get_basis_display(), case.get_industry_display())))))
        is_legal = case.is_legal_person
        rows.append(("登记为法人", "未定" if is_legal is None else "是" if is_legal else "否"))
    if case.has_turns:
        rows.append(("每家轮值", case.get_turn_months_display() if case.turn_months else ""))
    return rows


def _consent(case: Case) -> str:
    return f"{case.consented_on:%Y-%m-%d}，{case.consent_by}" if case.consented_on else ""


def chair_of(body: Organisation) -> str:
    """Return who chairs a body today, if anybody does."""
    return body.posts.current().filter(title=Title.CHAIR, branch=None).values_list("holder", flat=True).first() or ""


def is_unrecognised(body: Organisation) -> bool:
    """Tell whether a body was entered without a case, and so without a certificate (EST-16)."""
    return (
        body.kind in GRASSROOTS
        and body.status not in (Status.PREPARING, Status.CLOSED)
        and not hasattr(body, "founding")
    )


def approver(body: Organisation) -> Organisation:
    """Return the association that approved a body (G18); its superior where it was not founded here, or moved since."""
    founding: Case | None = getattr(body, "founding", None)
    is_there = founding is not None and body.path.startswith(founding.organisation.path)
    issuer = founding.organisation if founding and is_there else body.superior
    return issuer or body
