"""What every action on a founding does besides: the history, the worklist, the notices."""

from django.urls import reverse

from kexie.areas.establishment import rules
from kexie.areas.establishment.models import Case, Step
from kexie.areas.establishment.rules import Deed
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations.models import Organisation

GROUP = ("establishment.submit", "establishment.hold", "establishment.report")  # what may wait for the group


def step(case: Case, deed: Deed, *, by: Actor, note: str = "") -> None:
    """Write a step into the history that both sides read."""
    Step.objects.create(
        case=case,
        deed=deed,
        stage=case.stage,
        person_id=by.person,
        name=by.name[:60],
        note=note[: rules.MAX_REASON],
        at=clock.now(),
    )


def page_of(case: Case) -> str:
    """Return the address of a case."""
    return reverse("establishment:show", args=[case.code])


def to_the_desk(case: Case, *, by: Actor) -> None:
    """Let the case wait at the association's desk, for everybody but who began it."""
    is_again = case.stage == rules.Stage.RESUBMITTED
    close(case, by=by)
    worklist.wait(
        "establishment.approve",
        case,
        what=f"{'复审' if is_again else '审核'}“{case.body.name}”的设立申请",
        link=page_of(case),
        organisation=case.organisation,
        permission="establishment.approve",
        apart=case.applicant,
        due=case.due,
        by=by,
    )
    announce(
        "establishment.submit",
        title=f"“{case.body.name}”{'修改后再次提交了' if is_again else '提交了'}设立申请",
        text=f"{case.label}，{case.get_regime_display()}。请在 {case.days} 个工作日内办理。",
        link=page_of(case),
        organisation=case.organisation,
        permission="establishment.approve",
        by=by,
    )


def to_the_group(case: Case, kind: str, *, what: str, by: Actor, why: str = "") -> None:
    """Let the case wait for the preparatory group, or for the body that came of it."""
    close(case, by=by)
    worklist.wait(
        kind,
        case,
        what=what,
        why=why,
        link=page_of(case),
        organisation=case.body,
        permission="establishment.prepare",
        due=case.report_due if kind == "establishment.report" else None,
        is_owed=kind == "establishment.report",
        by=by,
    )


def tell_the_group(case: Case, what: str, *, title: str, text: str = "", by: Actor) -> None:
    """Tell those who work in the body."""
    announce(
        what,
        title=title,
        text=text,
        link=page_of(case),
        organisation=case.body,
        permission="establishment.prepare",
        by=by,
    )


def tell_the_desk(case: Case, what: str, *, title: str, text: str = "", by: Actor) -> None:
    """Tell those who review."""
    announce(
        what,
        title=title,
        text=text,
        link=page_of(case),
        organisation=case.organisation,
        permission="establishment.approve",
        by=by,
    )


def close(case: Case, *, by: Actor) -> None:
    """Close whatever waited."""
    for kind in ("establishment.approve", *GROUP):
        worklist.close(kind, case, by=by)


def tell_unit(
    case: Case, unit: Organisation, what: str, *, title: str, text: str = "", link: str = "", by: Actor
) -> None:
    """Tell those who work in a unit."""
    announce(
        what,
        title=title,
        text=text,
        link=link or reverse("establishment:united", args=[unit.code]),
        organisation=unit,
        permission="establishment.consent",
        by=by,
    )


def tell_units(case: Case, what: str, *, title: str, text: str = "", by: Actor) -> None:
    """Tell the units how the case ended, and ask them nothing more."""
    for row in case.partners.filter(is_lead=False).select_related("organisation"):
        worklist.close("establishment.consent", row, by=by)
        link = reverse("establishment:consent", args=[row.organisation.code, row.pk])
        tell_unit(case, row.organisation, what, title=title, text=text, link=link, by=by)
