"""Results are confirmed by the leader, published to the bodies, contested once, and taken away as tables."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F

from kexie.areas.evaluations import queries
from kexie.areas.evaluations.actions.filling import Entries, picked
from kexie.areas.evaluations.actions.steps import (
    CHUNK,
    TALLIED,
    page_of,
    results_of,
    step,
    tally,
    tell_the_body,
)
from kexie.areas.evaluations.models import Evaluation, Objection, Score, Sheet, Step
from kexie.areas.evaluations.rules import Stage, State, scoring, sheets, stages
from kexie.areas.evaluations.rules.stages import Deed
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.actions import Work
from kexie.engines.jobs.models import Job
from kexie.engines.notices.actions import announce, announce_each
from kexie.engines.worklist import actions as worklist
from kexie.foundation.records.actions import record

RANK = """
UPDATE evaluation SET rank = placed.place
FROM (
    SELECT id, rank() OVER (ORDER BY total DESC) AS place FROM evaluation
    WHERE sheet_id = %s AND stage IN ('confirmed', 'released')
) AS placed
WHERE evaluation.id = placed.id AND evaluation.rank IS DISTINCT FROM placed.place
"""


def _rank(sheet: Sheet) -> None:
    """Give the confirmed evaluations their places; equal totals share one."""
    with connection.cursor() as cursor:
        cursor.execute(RANK, [sheet.pk])


@transaction.atomic
def confirm(sheet: Sheet, *, seen: int, by: Actor) -> Sheet:
    """Confirm the results of a sheet and rank them; who never submitted and was not scored took no part.

    What a reviewer changes meanwhile either comes first and is confirmed as changed, or is refused.
    """
    sheet = lock(sheet, seen=seen)
    stages.require_published(sheet.state)
    rows = sheet.evaluations.all()
    rows.at(Stage.REVIEWED).update(stage=Stage.CONFIRMED, revision=F("revision") + 1)
    missed = rows.at(Stage.OVERDUE).update(stage=Stage.MISSED, grade="", revision=F("revision") + 1)
    stages.require_finished(rows.at(*stages.UNFINISHED, Stage.REVIEWED, Stage.OVERDUE).count())
    number = rows.at(Stage.CONFIRMED).count()
    stages.require_any(number)
    _rank(sheet)
    sheet.state = State.CONFIRMED
    sheet.save(update_fields=["state", "revision"])
    record("evaluations.confirm", sheet, by=by, after={"count": number, "missed": missed})
    for kind in ("evaluations.review", "evaluations.confirm"):
        worklist.close(kind, sheet, by=by)
    worklist.wait(
        "evaluations.release",
        sheet,
        what=f"公布“{sheet.title}”的结果",
        link=results_of(sheet),
        organisation=sheet.organisation,
        permission="evaluations.manage",
        by=by,
    )
    return sheet


@transaction.atomic
def release(sheet: Sheet, *, number: str, message: str, is_ranking_open: bool, seen: int, by: Actor) -> Job | None:
    """Publish the results to the bodies; each may object once until the last day."""
    sheet = lock(sheet, seen=seen)
    stages.require_confirmed(sheet.state)
    sheet.number = "".join(stages.require_words(number, "number", "文号").split())
    sheet.message, sheet.is_ranking_open = message.strip(), is_ranking_open
    sheet.state, sheet.released_on = State.RELEASED, clock.today()
    sheet.save()
    until = clock.today() + timedelta(days=sheet.contest_days)
    rows = sheet.evaluations.all()
    told = rows.at(Stage.CONFIRMED, Stage.MISSED).update(contest_until=until, revision=F("revision") + 1)
    rows.at(Stage.CONFIRMED).update(stage=Stage.RELEASED)
    record("evaluations.release", sheet, by=by, after={"number": sheet.number, "count": told})
    worklist.close("evaluations.release", sheet, by=by)
    if told <= sheets.AT_ONCE:
        _tell(sheet, 0, by=by)
        return None
    return jobs.start(
        "evaluations.tell",
        title=f"告知“{sheet.title}”的结果",
        by=by,
        organisation=sheet.organisation,
        permission="evaluations.manage",
        given={"sheet": sheet.pk},
        unit="个组织",
        of=told,
        back=results_of(sheet),
    )


def tell_many(work: Work) -> None:
    """Tell the bodies of a sheet their results, some at a time; a repeat tells nobody again."""
    sheet = Sheet.objects.get(pk=work.given["sheet"])
    last, done = 0, 0
    while reached := _tell(sheet, last, by=work.by):
        last, done = reached[0], done + reached[1]
        work.advance(done)
    with transaction.atomic():
        work.finish(f"已告知 {done:,} 个组织。")


@transaction.atomic
def _tell(sheet: Sheet, after: int, *, by: Actor) -> tuple[int, int] | None:
    """Tell the next bodies; return the last one's key and how many they were."""
    found = sheet.evaluations.at(*stages.ENDED).filter(pk__gt=after).select_related("body").order_by("pk")
    rows = list(found[:CHUNK])
    told = set(Step.objects.filter(evaluation__in=rows, deed=Deed.RELEASE).values_list("evaluation", flat=True))
    fresh, now, name = [row for row in rows if row.pk not in told], clock.now(), by.name[:60]
    Step.objects.bulk_create(Step(evaluation=row, deed=Deed.RELEASE, name=name, at=now) for row in fresh)
    announce_each(
        "evaluations.release",
        ((row.body, page_of(row), _result(row), f"evaluations.release.{row.pk}") for row in fresh),
        title=f"“{sheet.title}”的结果已经公布",
        permission="evaluations.fill",
        by=by,
    )
    return (rows[-1].pk, len(rows)) if rows else None


def _result(row: Evaluation) -> str:
    return f"得分 {row.points}，等次：{row.grade}。" if row.is_released else "没有提交自评，记为未参加。"


@transaction.atomic
def contest(evaluation: Evaluation, *, text: str, seen: int, by: Actor) -> Objection:
    """Object to a result, once and in time."""
    evaluation = lock(evaluation, seen=seen)
    today = clock.today()
    stages.require_contestable(
        stage=evaluation.stage,
        is_contested=hasattr(evaluation, "objection"),
        until=evaluation.contest_until,
        today=today,
    )
    given = stages.require_words(text, "text", "对哪项结果有什么异议")
    due = today + timedelta(days=stages.ANSWER_DAYS)
    objection = Objection.objects.create(evaluation=evaluation, text=given, name=by.name[:60], at=clock.now(), due=due)
    evaluation.save(update_fields=["revision"])
    step(evaluation, Deed.CONTEST, by=by, note=given)
    record("evaluations.contest", objection, by=by, organisation=evaluation.body)
    worklist.wait(
        "evaluations.answer",
        objection,
        what=f"答复“{evaluation.name}”的考核异议",
        link=page_of(evaluation),
        organisation=evaluation.organisation,
        permission="evaluations.manage",
        due=due,
        by=by,
    )
    announce(
        "evaluations.contest",
        title=f"“{evaluation.name}”对考核结果提出异议",
        link=page_of(evaluation),
        organisation=evaluation.organisation,
        permission="evaluations.manage",
        by=by,
    )
    return objection


@transaction.atomic
def answer(evaluation: Evaluation, *, outcome: str, answer: str, entries: Entries, seen: int, by: Actor) -> Objection:
    """Answer an objection; where points were wrong they are corrected, and the ranks follow."""
    evaluation = lock(evaluation, seen=seen)
    objection = lock(evaluation.objection)
    stages.require_unanswered(is_answered=objection.answered_at is not None)
    rows = picked(evaluation, entries)
    corrected = [row for row in rows if entries[row.pk]["points"] != row.points]
    stages.require_outcome(outcome=outcome, corrected=len(corrected))
    objection.outcome = outcome
    objection.answer = stages.require_words(answer, "answer", "答复的理由")
    objection.answered_at, objection.answered_name = clock.now(), by.name[:60]
    objection.save()
    _correct(evaluation, corrected, entries, by=by)
    note = f"{objection.get_outcome_display()}：{objection.answer}"
    step(evaluation, Deed.ANSWER, by=by, note=note)
    after = {"outcome": outcome, "items": [row.criterion.label for row in corrected], "total": str(evaluation.total)}
    record("evaluations.answer", objection, by=by, organisation=evaluation.organisation, after=after)
    worklist.close("evaluations.answer", objection, by=by)
    title = f"“{evaluation.sheet.title}”的异议已经答复：{objection.get_outcome_display()}"
    tell_the_body(evaluation, "evaluations.answer", title=title, text=objection.answer, by=by)
    return objection


def _correct(evaluation: Evaluation, rows: list[Score], entries: Entries, *, by: Actor) -> None:
    """Write corrected points; somebody who took no part has a result then."""
    for row in rows:
        points = entries[row.pk]["points"]
        scoring.require_points(points, weight=row.criterion.weight, field=f"points_{row.pk}")
        row.points, row.scored_by_id, row.scored_name = points, by.person, by.name[:60]
        row.changed_in = evaluation.revision
    Score.objects.bulk_update(rows, ["points", "scored_by", "scored_name", "changed_in"])
    tally(evaluation)
    if rows:
        evaluation.stage = Stage.RELEASED
        evaluation.grade = scoring.grade(evaluation.total, evaluation.sheet.scale)
    evaluation.save(update_fields=[*TALLIED, "stage", "grade"])
    if rows:
        _rank(evaluation.sheet)


def export(sheet: Sheet, *, by: Actor, file: str = "", **filters: str) -> Job:
    """Let the results be written as they were filtered: as a table, or as a list to be printed."""
    meant = queries.exports.meant(filters)
    return jobs.start(
        "evaluations.export",
        title=f"{sheet.title}结果",
        by=by,
        organisation=sheet.organisation,
        permission="evaluations.browse",
        given={"sheet": sheet.pk, "filters": meant, "file": file or queries.exports.FILE},
        unit="个组织",
        back=queries.evaluations.address(sheet, meant),
    )


def write_results(work: Work) -> None:
    """Write the results that somebody asked for."""
    reached = Sheet.objects.where_may(work.by, "evaluations.browse")
    sheet = reached.get(pk=work.given["sheet"])
    rows = Evaluation.objects.where_may(work.by, "evaluations.browse")
    table = queries.exports.table(rows, sheet, list(sheet.criteria.all()), work.given["filters"])
    file = work.given["file"]
    after: Mapping[str, object] = {"file": file, "title": sheet.title}
    jobs.take_away(work, "evaluations.export", table, after=after, kind=file)
