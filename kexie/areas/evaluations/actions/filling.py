"""The body's own score: written as a draft, proved with files, submitted, or left over its time."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from kexie.areas.evaluations import queries
from kexie.areas.evaluations.actions.steps import (
    CHUNK,
    TALLIED,
    await_confirming,
    measure,
    step,
    take,
    tally,
    tell_the_body,
    tell_the_desk,
    to_the_body,
    touch,
)
from kexie.areas.evaluations.models import Evaluation, Evidence, Score
from kexie.areas.evaluations.rules import Stage, scoring, sheets, stages
from kexie.areas.evaluations.rules.stages import Deed
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.files import actions as files
from kexie.engines.files.rules import Upload
from kexie.engines.worklist import actions as worklist
from kexie.foundation.records.actions import record

Entries = Mapping[int, Mapping[str, Any]]


def picked(evaluation: Evaluation, entries: Entries) -> list[Score]:
    """Return the items that somebody wrote; raises ValidationError for one that is not of this evaluation."""
    rows = list(evaluation.scores.select_related("criterion").filter(pk__in=entries))
    if len(rows) != len(entries):
        raise ValidationError("有的指标不在这张表里，请刷新页面查看。")
    return rows


@transaction.atomic
def fill(evaluation: Evaluation, *, entries: Entries, seen: int, by: Actor) -> Evaluation:
    """Keep what the body wrote on some items, as a draft; `entries` are those that were changed on the page.

    Raises Stale where somebody else changed the same item meanwhile; different items do not hinder one another.
    """
    evaluation = take(evaluation, seen=seen)
    stages.require_filling(evaluation.stage, due=evaluation.due, today=clock.today())
    rows = picked(evaluation, entries)
    for row in rows:
        touch(evaluation, row, seen=seen)
        stages.require_open(stage=evaluation.stage, is_faulty=row.is_faulty)
        _write(row, entries[row.pk])
    Score.objects.bulk_update(rows, ["given", "answer", "said", "changed_in"])
    tally(evaluation)
    evaluation.save(update_fields=TALLIED)
    return evaluation


def _write(row: Score, entry: Mapping[str, Any]) -> None:
    if "said" in entry:
        row.said = entry["said"].strip()
    if row.criterion.is_yes_no:
        row.answer = entry.get("answer", row.answer)
    elif "given" in entry:
        given: Decimal | None = entry["given"]
        if given is not None:
            scoring.require_points(given, weight=row.criterion.weight, field=f"given_{row.pk}")
        row.given = given


@transaction.atomic
def attach(score: Score, *, proofs: Sequence[Upload], drop: Sequence[str], seen: int, by: Actor) -> Evaluation:
    """Hand in files that prove an item, and take others back."""
    evaluation = take(score.evaluation, seen=seen)
    stages.require_filling(evaluation.stage, due=evaluation.due, today=clock.today())
    score = evaluation.scores.select_related("criterion").get(pk=score.pk)
    touch(evaluation, score, seen=seen)
    stages.require_open(stage=evaluation.stage, is_faulty=score.is_faulty)
    Evidence.objects.filter(score=score).kept(drop).delete()
    sheets.require_files(score.evidence.count() + len(proofs))
    for file in proofs:
        Evidence.objects.create(score=score, file=files.keep(file, by=by), name=by.name[:60], at=clock.now())
    score.save(update_fields=["changed_in"])
    evaluation.save(update_fields=["revision"])
    return evaluation


@transaction.atomic
def submit(evaluation: Evaluation, *, seen: int, by: Actor) -> Evaluation:
    """Hand the own score to the reviewers; the platform's figures are read now.

    Raises ValidationError with everything that is missing, and after the last day, whichever second that is.
    """
    evaluation = lock(evaluation, seen=seen)
    stages.require_filling(evaluation.stage, due=evaluation.due, today=clock.today())
    stages.require_complete(queries.evaluations.missing(evaluation, queries.evaluations.scores_of(evaluation)))
    evaluation.stage, evaluation.submitted_at = Stage.SUBMITTED, clock.now()
    evaluation.scores.filter(is_faulty=True).update(is_faulty=False)
    measure(evaluation.sheet, [evaluation], on=clock.today())
    tally(evaluation)
    evaluation.save(update_fields=[*TALLIED, "stage", "submitted_at"])
    step(evaluation, Deed.SUBMIT, by=by, note=f"自评合计 {evaluation.own_points} 分")
    after = {"total": str(evaluation.self_total)}
    record("evaluations.submit", evaluation, by=by, organisation=evaluation.body, after=after)
    worklist.close("evaluations.submit", evaluation, by=by)
    tell_the_desk(evaluation, "evaluations.submit", title=f"“{evaluation.name}”提交了自评", by=by)
    return evaluation


def lapse(*, by: Actor) -> int:
    """Close the own scores whose last day has passed, with what was saved; return how many."""
    done = 0
    while closed := _lapse_some(clock.today(), by=by):
        done += closed
    return done


@transaction.atomic
def _lapse_some(today: date, *, by: Actor) -> int:
    late = Evaluation.objects.at(*stages.FILLING).filter(due__lt=today)
    found = late.select_for_update(skip_locked=True, of=("self",)).select_related("sheet", "organisation", "body")
    rows = list(found.order_by("due", "id")[:CHUNK])
    by_sheet: dict[int, list[Evaluation]] = {}
    for row in rows:
        by_sheet.setdefault(row.sheet_id, []).append(row)
    for group in by_sheet.values():
        measure(group[0].sheet, group, on=today)
    for row in rows:
        tally(row)
        row.stage, row.revision = Stage.OVERDUE, row.revision + 1
        row.save(update_fields=[*TALLIED, "stage"])
        step(row, Deed.LAPSE, by=by, note=f"自评期限 {row.due:%Y-%m-%d}")
        record("evaluations.lapse", row, by=by, organisation=row.body, after={"due": row.due})
        worklist.close("evaluations.submit", row, by=by)
        title = f"“{row.sheet.title}”的自评期限已过，没有收到提交"
        tell_the_body(row, "evaluations.lapse", title=title, text="需要延长的请联系考核单位。", by=by)
    for group in by_sheet.values():
        await_confirming(group[0].sheet, by=by)
    return len(rows)


@transaction.atomic
def extend(evaluation: Evaluation, *, due: date, seen: int, by: Actor) -> Evaluation:
    """Give a body more time for its own score, also after it ran out."""
    evaluation = lock(evaluation, seen=seen)
    stages.require_extending(evaluation.stage, due=evaluation.due, until=due, today=clock.today())
    before, evaluation.due = evaluation.due, due
    if evaluation.stage == Stage.OVERDUE:
        is_returned = evaluation.scores.filter(is_faulty=True).exists()
        evaluation.stage = Stage.RETURNED if is_returned else Stage.FILLING
    evaluation.save(update_fields=["due", "stage", "revision"])
    step(evaluation, Deed.EXTEND, by=by, note=f"新的期限 {due:%Y-%m-%d}")
    record("evaluations.extend", evaluation, by=by, before={"due": before}, after={"due": due})
    title = f"“{evaluation.sheet.title}”的自评期限延长到 {due:%Y-%m-%d}"
    to_the_body(evaluation, what=f"完成“{evaluation.sheet.title}”自评并提交", by=by)
    tell_the_body(evaluation, "evaluations.extend", title=title, by=by)
    return evaluation
