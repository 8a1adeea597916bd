"""Sheets and evaluations for tests, brought as far as in life by the actions that do it."""

from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.evaluations import actions
from kexie.areas.evaluations.models import Evaluation, Score, Sheet
from kexie.areas.evaluations.rules import stages
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.files.rules import Upload
from kexie.engines.files.tests import hostile
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person

PDF = hostile.pdf()
COUNTY = "430603"
_numbers = count(1)


def by(person: Person) -> Actor:
    """The person as an actor."""
    return Actor(person=person.pk, name=person.name)


def staff(desk: Organisation | None = None, role: Role = Role.LEADER) -> Person:
    """Somebody of an association."""
    return appointed(desk or bodies.association(COUNTY), role)


def sheet(desk: Organisation | None = None, *, source: Sheet | None = None, **settings: Any) -> Sheet:
    """A draft: four items of three kinds in two headings, a hundred points, ready to be published."""
    desk = desk or bodies.association(COUNTY)
    clerk = by(staff(desk))
    title = f"年度考核{next(_numbers)}号"
    made = actions.add(desk, year=clock.today().year, title=title, source=source, is_blank=True, by=clerk)
    items: tuple[dict[str, Any], ...] = (
        {"heading": "组织", "label": "会议", "weight": Decimal("30.50"), "evidence": "会议纪要"},
        {"heading": "组织", "label": "场所", "weight": Decimal("9.50"), "kind": "yes_no"},
        {
            "heading": "会员",
            "label": "在册",
            "weight": Decimal(20),
            "kind": "automatic",
            "measure": "membership.members",
            "steps": "1 5\n2 20",
        },
        {"heading": "会员", "label": "服务", "weight": Decimal(40)},
    )
    for item in items if source is None else ():
        plain = {"kind": "scored", "note": "", "evidence": "", "measure": "", "steps": ""}
        actions.add_criterion(made, **(plain | item), by=clerk)
    return set_(made, **settings)


def settings(sheet: Sheet, **given: Any) -> dict[str, Any]:
    """What is typed on the page of settings."""
    today = clock.today()
    return {
        "title": sheet.title,
        "kinds": ["enterprise_association"],
        "is_direct": True,
        "self_due": today + timedelta(days=10),
        "review_due": today + timedelta(days=20),
        "grades": "优秀 90\n合格 60\n不合格 0",
        "contest_days": 10,
        "is_ranking_open": False,
        **given,
    }


def set_(sheet: Sheet, **given: Any) -> Sheet:
    """The sheet with its settings."""
    sheet.refresh_from_db()
    typed = settings(sheet, **given)
    return actions.change(sheet, **typed, seen=sheet.revision, by=by(staff(sheet.organisation)))


def published(desk: Organisation | None = None, *bodies_: Organisation, **given: Any) -> Sheet:
    """A sheet that has reached the bodies below; one is made where there is none."""
    desk = desk or bodies.association(COUNTY)
    if not bodies_ and not Organisation.objects.live().filter(superior=desk, kind="enterprise_association").exists():
        bodies.body(desk.region_id or COUNTY)
    made = sheet(desk, **given)
    actions.publish(made, seen=made.revision, by=by(staff(desk)))
    made.refresh_from_db()
    return made


def evaluation(body: Organisation | None = None, of: Sheet | None = None, **given: Any) -> Evaluation:
    """An evaluation that waits for the body's own score."""
    body = body or bodies.body(COUNTY)
    of = of or published(body.superior, body, **given)
    return Evaluation.objects.select_related("sheet", "organisation", "body").get(sheet=of, body=body)


def secretary(evaluation: Evaluation) -> Person:
    """Somebody who fills in for the body."""
    return appointed(evaluation.body, Role.SECRETARY)


def reviewer(evaluation: Evaluation) -> Person:
    """Somebody who reviews in the association."""
    return appointed(evaluation.organisation, Role.REVIEWER)


def item(evaluation: Evaluation, label: str) -> Score:
    """The item of this name."""
    return evaluation.scores.select_related("criterion").get(criterion__label=label)


def file(name: str = "纪要.pdf") -> SimpleUploadedFile:
    """A file as it is sent."""
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def entries(evaluation: Evaluation, **given: Any) -> dict[int, dict[str, Any]]:
    """What the body writes on each item: `会议=30` is what it gives itself."""
    said = {"会议": 30, "服务": 40} | given
    made: dict[int, dict[str, Any]] = {
        item(evaluation, label).pk: {"given": Decimal(str(points)), "said": f"{label}做了许多。"}
        for label, points in said.items()
    }
    return made | {item(evaluation, "场所").pk: {"answer": True, "said": ""}}


def filled(evaluation: Evaluation | None = None, **given: Any) -> Evaluation:
    """An evaluation that may be submitted."""
    evaluation = evaluation or globals()["evaluation"]()
    clerk = by(secretary(evaluation))
    actions.fill(evaluation, entries=entries(evaluation, **given), seen=evaluation.revision, by=clerk)
    evaluation.refresh_from_db()
    proof = Upload("纪要.pdf", "pdf", PDF)
    actions.attach(item(evaluation, "会议"), proofs=[proof], drop=[], seen=evaluation.revision, by=clerk)
    return fresh(evaluation)


def fresh(evaluation: Evaluation) -> Evaluation:
    """The evaluation as it stands now."""
    return Evaluation.objects.select_related("sheet", "organisation", "body").get(pk=evaluation.pk)


def submitted(evaluation: Evaluation | None = None, **given: Any) -> Evaluation:
    """An evaluation that waits for its review."""
    evaluation = filled(evaluation, **given)
    actions.submit(evaluation, seen=evaluation.revision, by=by(secretary(evaluation)))
    return fresh(evaluation)


def scored(evaluation: Evaluation | None = None, **given: Any) -> Evaluation:
    """An evaluation with the reviewers' points: `会议=30` is what they give."""
    evaluation = evaluation if evaluation and evaluation.stage in stages.SCORING else submitted(evaluation)
    points = {"会议": 30, "场所": "9.5", "服务": 40} | given
    typed = {
        item(evaluation, label).pk: {"points": Decimal(str(one)), "remark": "属实"} for label, one in points.items()
    }
    actions.review(evaluation, entries=typed, seen=evaluation.revision, by=by(reviewer(evaluation)))
    return fresh(evaluation)


def reviewed(evaluation: Evaluation | None = None, **given: Any) -> Evaluation:
    """An evaluation whose review is concluded."""
    evaluation = scored(evaluation, **given)
    actions.conclude(evaluation, feedback="工作扎实。", seen=evaluation.revision, by=by(reviewer(evaluation)))
    return fresh(evaluation)


def confirmed(evaluation: Evaluation | None = None, **given: Any) -> Evaluation:
    """An evaluation of a sheet whose results are confirmed; the sheet's others must have ended or be late."""
    evaluation = reviewed(evaluation, **given)
    late(evaluation.sheet)
    evaluation.sheet.refresh_from_db()
    actions.confirm(evaluation.sheet, seen=evaluation.sheet.revision, by=by(staff(evaluation.organisation)))
    return fresh(evaluation)


def late(sheet: Sheet) -> None:
    """Let what was not submitted be late."""
    sheet.evaluations.at(*stages.FILLING).update(stage=stages.Stage.OVERDUE)


def released(evaluation: Evaluation | None = None, *, is_ranking_open: bool = False, **given: Any) -> Evaluation:
    """An evaluation whose result the body reads."""
    evaluation = confirmed(evaluation, **given)
    sheet = evaluation.sheet
    actions.release(
        sheet,
        number="云科协〔2026〕9号",
        message="请再接再厉。",
        is_ranking_open=is_ranking_open,
        seen=sheet.revision,
        by=by(staff(evaluation.organisation)),
    )
    return fresh(evaluation)


def reviewed_to_release(evaluation: Evaluation, **given: Any) -> Evaluation:
    """An evaluation whose result the body reads, with the reviewers' points given."""
    return released(scored(submitted(evaluation), **given), **given)


def contested(evaluation: Evaluation | None = None) -> Evaluation:
    """An evaluation whose result the body objects to."""
    evaluation = evaluation if evaluation and evaluation.is_released else released(evaluation)
    actions.contest(evaluation, text="会议应得满分。", seen=evaluation.revision, by=by(secretary(evaluation)))
    return fresh(evaluation)
