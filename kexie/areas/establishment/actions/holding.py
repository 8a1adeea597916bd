"""The founding congress, by which a body is established, and the report of its result."""

from datetime import date

from django.db import transaction

from kexie.areas.charters import actions as charters
from kexie.areas.establishment import queries, rules
from kexie.areas.establishment.actions.certificates import certify
from kexie.areas.establishment.actions.growing import grow
from kexie.areas.establishment.actions.preparing import keep, keep_charter
from kexie.areas.establishment.actions.steps import close, step, tell_the_desk, tell_units, to_the_group
from kexie.areas.establishment.actions.uniting import join
from kexie.areas.establishment.models import TURNED, Case, Material
from kexie.areas.establishment.rules import Deed, Stage
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.days import years_after
from kexie.core.locks import lock
from kexie.engines.files.rules import Upload
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Status, Title
from kexie.foundation.records.actions import record


@transaction.atomic
def hold(
    case: Case,
    *,
    congress_on: date,
    assembly: str,
    term_years: int,
    chair: str,
    seats: int,
    seen: int,
    by: Actor,
) -> Case:
    """Enter the founding congress with what it elected (EST-02, EST-03, G25).

    Under the approval regime the body is established by it and owes a report within a month; under the filing regime
    the case may be submitted from then on.
    """
    case = lock(case, seen=seen)
    rules.require_congress(regime=case.regime, stage=case.stage, is_held=case.congress_on is not None)
    replied_on = None if case.is_filing else case.reply.issued_on
    rules.require_congress_day(congress_on=congress_on, today=clock.today(), replied_on=replied_on)
    workers = case.workers if case.kind in rules.OF_WORKERS else 0
    rules.require_assembly(assembly=assembly, workers=workers or 0)
    rules.require_term(term_years)
    case.congress_on, case.assembly, case.chair, case.seats = congress_on, assembly, chair.strip(), seats
    case.report_due = rules.month_after(congress_on)
    if not case.is_filing:
        case.turn_to(Stage.ESTABLISHED, clock.now())
    case.save(update_fields=[*TURNED, "congress_on", "assembly", "chair", "seats", "report_due", "revision"])
    ends_on = years_after(congress_on, term_years)
    organisations.add_term(case.body, number=1, starts_on=congress_on, ends_on=ends_on, by=by)
    organisations.fill_post(case.body, title=Title.CHAIR, holder=case.chair, since=congress_on, by=by)
    step(case, Deed.HOLD, by=by, note=f"{case.get_assembly_display()}，{congress_on:%Y-%m-%d}，当选主席：{case.chair}")
    after = {"congress_on": congress_on, "assembly": assembly, "chair": case.chair}
    record("establishment.hold", case, by=by, organisation=case.body, after=after)
    if case.is_filing:
        what = f"在 {case.report_due:%Y-%m-%d} 前提交“{case.body.name}”的备案材料"
        to_the_group(case, "establishment.submit", what=what, by=by)
    else:
        establish(case, founded_on=congress_on, by=by)
        what = "报送成立大会的选举结果和章程"
        to_the_group(case, "establishment.report", what=what, why="召开大会后一个月内报送。", by=by)
        text = f"成立大会：{congress_on:%Y-%m-%d}。应在 {case.report_due:%Y-%m-%d} 前报送结果。"
        tell_the_desk(case, "establishment.hold", title=f"“{case.body.name}”已经成立", text=text, by=by)
    return case


def establish(case: Case, *, founded_on: date, by: Actor) -> None:
    """Let the body be a founded one, which may publish its page and is counted."""
    body = Organisation.objects.get(pk=case.body_id)
    organisations.change(body, seen=body.revision, status=Status.ACTIVE, founded_on=founded_on, by=by)
    close(case, by=by)
    if case.is_united:
        join(case, since=founded_on, by=by)
        title = f"“{case.body.name}”已经成立"
        tell_units(case, "establishment.hold", title=title, text="本单位已列入它的成员。", by=by)
    certify(case, founded_on=founded_on, by=by)
    grow(case, by=by)


def _reported(case: Case, key: str, place: int) -> Material:
    label = "通过的合作协议" if case.kind == rules.CONSORTIUM and key == rules.ADOPTED else rules.REPORTED[key]
    return Material.objects.create(case=case, key=key, label=label, position=place)


@transaction.atomic
def report(case: Case, *, result: Upload, seen: int, by: Actor, charter: Upload | None = None, note: str = "") -> Case:
    """Report what the founding congress elected, and the charter it passed; a late report is taken, too (G25).

    One deed for both: a charter that was passed on the platform needs no file, and is reported with the result.
    """
    case = lock(case, seen=seen)
    rules.require_unreported(stage=case.stage, is_reported=case.reported_on is not None)
    case.reported_on = clock.today()
    case.save(update_fields=["reported_on", "revision"])
    passed = queries.adopted(case)
    rules.require_charter(is_given=charter is not None or passed is not None)
    keep(_reported(case, rules.RESULT, 200), result, by=by)
    if charter is not None:
        keep(_reported(case, rules.ADOPTED, 201), charter, by=by)
    elif passed is not None:
        keep_charter(_reported(case, rules.ADOPTED, 201), passed, by=by)
    if passed is not None and passed.reported_on is None:
        charters.report(passed, seen=passed.revision, by=by)
    step(case, Deed.REPORT, by=by, note=note.strip())
    record("establishment.report", case, by=by, organisation=case.body, after={"reported_on": case.reported_on})
    close(case, by=by)
    late = case.report_due is not None and case.reported_on > case.report_due
    text = f"报送日期：{case.reported_on:%Y-%m-%d}{'，超过一个月的期限' if late else ''}。"
    tell_the_desk(case, "establishment.report", title=f"“{case.body.name}”报送了成立大会结果", text=text, by=by)
    return case
