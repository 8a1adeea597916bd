"""Reviewers score item by item, return what is to be completed, and conclude."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from kexie.areas.evaluations import queries
from kexie.areas.evaluations.actions.filling import Entries, picked
from kexie.areas.evaluations.actions.steps import (
    TALLIED,
    await_confirming,
    step,
    take,
    tally,
    tell_the_body,
    to_the_body,
    touch,
)
from kexie.areas.evaluations.models import Evaluation, Score
from kexie.areas.evaluations.rules import Stage, scoring, stages
from kexie.areas.evaluations.rules.stages import Deed
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.appointments.queries import holders
from kexie.foundation.records.actions import record


def _require_apart(evaluation: Evaluation, *, by: Actor) -> None:
    """Refuse somebody who works in the body that is evaluated (SEC-03)."""
    is_own = holders("evaluations.fill", evaluation.body).filter(person=by.person).exists()
    stages.require_apart(is_own=is_own)


def _covered(evaluation: Evaluation, rows: list[Score], *, by: Actor) -> set[str]:
    headings = list(dict.fromkeys(row.criterion.heading for row in rows))
    return set(queries.evaluations.covered(evaluation.sheet, by.person, headings))


@transaction.atomic
def review(evaluation: Evaluation, *, entries: Entries, seen: int, by: Actor) -> Evaluation:
    """Give points with remarks to the items that were changed on the page.

    Raises Stale where another reviewer scored the same item meanwhile; other items do not hinder. Points that the
    platform gave may be corrected with a remark.
    """
    evaluation = take(evaluation, seen=seen)
    stages.require_scoring(evaluation.stage)
    _require_apart(evaluation, by=by)
    rows = picked(evaluation, entries)
    covered = _covered(evaluation, rows, by=by)
    for row in rows:
        stages.require_assigned(is_assigned=row.criterion.heading in covered)
        touch(evaluation, row, seen=seen)
        _score(row, entries[row.pk], by=by)
    Score.objects.bulk_update(rows, ["points", "remark", "scored_by", "scored_name", "changed_in"])
    tally(evaluation)
    _regrade(evaluation)
    evaluation.save(update_fields=[*TALLIED, "grade", "stage"])
    after = {"items": [row.criterion.label for row in rows], "total": str(evaluation.total)}
    record("evaluations.review", evaluation, by=by, after=after)
    return evaluation


def _score(row: Score, entry: Mapping[str, Any], *, by: Actor) -> None:
    points: Decimal | None = entry.get("points", row.points)
    remark = entry.get("remark", row.remark).strip()
    if points is not None:
        scoring.require_points(points, weight=row.criterion.weight, field=f"points_{row.pk}")
    if row.criterion.is_automatic and points != row.measured:
        stages.require_words(remark, f"remark_{row.pk}", "为什么不按平台数据计分")
    is_untouched = row.criterion.is_automatic and points == row.measured
    row.points, row.remark = points, remark
    row.scored_by_id = None if is_untouched else by.person
    row.scored_name = "" if is_untouched else by.name[:60]


def _regrade(evaluation: Evaluation) -> None:
    """Let a concluded evaluation have the grade of its points, or wait again where an item lost its own."""
    if evaluation.stage != Stage.REVIEWED:
        return
    if evaluation.scores.filter(points=None).exists():
        evaluation.grade = ""
        evaluation.stage = Stage.SUBMITTED if evaluation.submitted_at else Stage.OVERDUE
    else:
        evaluation.grade = scoring.grade(evaluation.total, evaluation.sheet.scale)


@transaction.atomic
def return_(evaluation: Evaluation, *, remarks: Mapping[int, str], seen: int, by: Actor) -> Evaluation:
    """Return an evaluation for some items, each with what is to be completed; the others stay as they are."""
    evaluation = lock(evaluation, seen=seen)
    stages.require_returnable(evaluation.stage)
    _require_apart(evaluation, by=by)
    stages.require_faults(remarks.values())
    rows = picked(evaluation, {key: {} for key in remarks})
    covered = _covered(evaluation, rows, by=by)
    for row in rows:
        stages.require_assigned(is_assigned=row.criterion.heading in covered)
        row.is_faulty, row.fault, row.points, row.changed_in = True, remarks[row.pk], None, evaluation.revision
    Score.objects.bulk_update(rows, ["is_faulty", "fault", "points", "changed_in"])
    tally(evaluation)
    evaluation.stage, evaluation.grade, evaluation.returned_in = Stage.RETURNED, "", evaluation.revision
    evaluation.due = stages.again(clock.today(), evaluation.due)
    evaluation.save(update_fields=[*TALLIED, "stage", "grade", "returned_in", "due"])
    why = "；".join(f"{row.criterion.label}：{row.fault}" for row in rows)
    step(evaluation, Deed.RETURN, by=by, note=why)
    record("evaluations.return_", evaluation, by=by, after={"reason": why})
    what = f"“{evaluation.sheet.title}”的自评被退回补充"
    asked = f"退回 {len(rows)} 项指标，要补充什么写在各项指标下面。"
    to_the_body(evaluation, what=f"{what}，请修改后再提交", why=asked, by=by)
    tell_the_body(evaluation, "evaluations.return_", title=what, text=why, by=by)
    return evaluation


@transaction.atomic
def conclude(evaluation: Evaluation, *, feedback: str, seen: int, by: Actor) -> Evaluation:
    """End the review of a body: its total and grade stand, with what it is told besides."""
    evaluation = lock(evaluation, seen=seen)
    stages.require_concluding(evaluation.stage)
    _require_apart(evaluation, by=by)
    rows = tally(evaluation)
    stages.require_assigned(is_assigned=bool(_covered(evaluation, rows, by=by)))
    stages.require_all_scored([row.criterion.label for row in rows if row.points is None])
    evaluation.stage, evaluation.feedback = Stage.REVIEWED, feedback.strip()
    evaluation.grade = scoring.grade(evaluation.total, evaluation.sheet.scale)
    evaluation.save(update_fields=[*TALLIED, "stage", "feedback", "grade"])
    step(evaluation, Deed.CONCLUDE, by=by, note=f"{evaluation.points} 分，{evaluation.grade}")
    record("evaluations.conclude", evaluation, by=by, after={"total": str(evaluation.total)})
    await_confirming(evaluation.sheet, by=by)
    return evaluation
