"""The forms of evaluations, filled in; see tests/samples.py."""

from datetime import timedelta
from itertools import count
from typing import Any

from kexie.areas.evaluations.models import Evaluation, Sheet
from kexie.areas.evaluations.tests import factories
from kexie.core import clock
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.regions.models import Region
from kexie.foundation.regions.rules import Level
from tests.samples import Make, Sample, by

_turns = count(1)


def _county() -> str:
    """Another county each time: a sheet reaches all bodies below its association, and each sample has its own."""
    counties = Region.objects.current().filter(level=Level.COUNTY, pk__startswith="43").order_by("pk")
    return counties[next(_turns) % counties.count()].pk


def _row() -> Evaluation:
    return factories.evaluation(bodies.body(_county()))


def _draft() -> Sheet:
    code = _county()
    bodies.body(code)
    return factories.sheet(bodies.association(code))


def _sheet(row: Sheet, page: str, **typed: Any) -> Sample:
    row.refresh_from_db()
    return by(factories.staff(row.organisation), f"/sheets/{row.code}/{page}/", seen=row.revision, **typed)


def _of(row: Evaluation, person: Person, page: str, **typed: Any) -> Sample:
    return by(person, f"/evaluations/{row.code}/{page}/", seen=row.revision, **typed)


def _add() -> Sample:
    desk = bodies.association(factories.COUNTY)
    typed = {"year": 2026, "title": f"考核样表{next(_turns)}", "source": "model"}
    return by(factories.staff(desk), f"/organisations/{desk.code}/evaluations/add/", **typed)


def _change() -> Sample:
    row = _draft()
    typed = factories.settings(row, title=f"改名{next(_turns)}", self_due="2027-01-31", review_due="2027-02-28")
    _ = typed.pop("is_ranking_open")
    return _sheet(row, "change", **(typed | {"is_direct": "on"}))


def _weigh() -> Sample:
    row = _draft()
    return _sheet(row, "weigh", **{f"weight_{one.pk}": "25" for one in row.criteria.all()})


ITEM = {"heading": "组织", "label": "制度", "kind": "scored", "weight": "10", "note": "", "evidence": ""}


def _add_criterion() -> Sample:
    sample = _sheet(_draft(), "add_criterion", **ITEM, measure="", steps="")
    return Sample(sample.browser, sample.address, {key: value for key, value in sample.typed.items() if key != "seen"})


def _change_criterion() -> Sample:
    row = _draft()
    number = row.criteria.all()[0].pk
    return _sheet(row, f"change_criterion/{number}", **ITEM, measure="", steps="")


def _remove_criterion() -> Sample:
    row = _draft()
    return _sheet(row, f"remove_criterion/{row.criteria.all()[0].pk}")


def _send() -> Sample:
    row = _row().sheet
    bodies.body(row.organisation.region_id or "")
    return _sheet(row, "send")


def _assign() -> Sample:
    row = _draft()
    person = factories.staff(row.organisation)
    return _sheet(row, "assign", **{f"person_{person.pk}": ["*"]})


def _export() -> Sample:
    row = _row().sheet
    return by(factories.staff(row.organisation), f"/sheets/{row.code}/export/", file="xlsx")


def _fill() -> Sample:
    row = _row()
    score = factories.item(row, "服务")
    typed = {f"given_{score.pk}": "12.5", f"said_{score.pk}": f"写了{next(_turns)}次"}
    return _of(row, factories.secretary(row), "fill/2", **typed)


def _attach() -> Sample:
    row = _row()
    return _of(row, factories.secretary(row), f"attach/{factories.item(row, '会议').pk}", proofs=factories.file())


def _submit() -> Sample:
    row = factories.filled(_row())
    return _of(row, factories.secretary(row), "submit")


def _review() -> Sample:
    row = factories.submitted(_row())
    score = factories.item(row, "服务")
    typed = {f"points_{score.pk}": "11.5", f"remark_{score.pk}": "材料齐全"}
    automatic = factories.item(row, "在册")
    typed |= {f"initial-points_{automatic.pk}": "0", f"points_{automatic.pk}": "0"}
    return _of(row, factories.reviewer(row), "review/2", **typed)


def _return() -> Sample:
    row = factories.submitted(_row())
    return _of(row, factories.reviewer(row), "return_", **{f"remark_{factories.item(row, '会议').pk}": "请补签到表"})


def _conclude() -> Sample:
    row = factories.scored(_row())
    return _of(row, factories.reviewer(row), "conclude", feedback="工作扎实")


def _extend() -> Sample:
    row = _row()
    due = clock.today() + timedelta(days=40)
    return _of(row, factories.staff(row.organisation), "extend", due=f"{due:%Y-%m-%d}")


def _confirm() -> Sample:
    row = factories.reviewed(_row())
    factories.late(row.sheet)
    return _sheet(row.sheet, "confirm")


def _release() -> Sample:
    return _sheet(factories.confirmed(_row()).sheet, "release", number="云科协〔2026〕8号", message="再接再厉")


def _contest() -> Sample:
    row = factories.released(_row())
    return _of(row, factories.secretary(row), "contest", text="会议应得满分")


def _answer() -> Sample:
    row = factories.contested(_row())
    points = {f"points_{one.pk}": "5" for one in row.scores.all()}
    typed = points | {f"initial-{name}": value for name, value in points.items()}
    typed |= {f"points_{factories.item(row, '会议').pk}": "30.5"}
    return _of(row, factories.staff(row.organisation), "answer", outcome="corrected", answer="核实属实", **typed)


SAMPLES: dict[str, Make] = {
    "evaluations:add": _add,
    "evaluations:change": _change,
    "evaluations:weigh": _weigh,
    "evaluations:add_criterion": _add_criterion,
    "evaluations:change_criterion": _change_criterion,
    "evaluations:remove_criterion": _remove_criterion,
    "evaluations:remove": lambda: _sheet(_draft(), "remove"),
    "evaluations:publish": lambda: _sheet(_draft(), "publish"),
    "evaluations:send": _send,
    "evaluations:assign": _assign,
    "evaluations:export": _export,
    "evaluations:confirm": _confirm,
    "evaluations:release": _release,
    "evaluations:fill": _fill,
    "evaluations:attach": _attach,
    "evaluations:submit": _submit,
    "evaluations:review": _review,
    "evaluations:return_": _return,
    "evaluations:conclude": _conclude,
    "evaluations:extend": _extend,
    "evaluations:contest": _contest,
    "evaluations:answer": _answer,
}
EXEMPT: dict[str, str] = {}
