"""What actions on evaluations do besides: points are added up, the history, the worklist, the notices."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from django.urls import reverse

from kexie.areas.evaluations import queries
from kexie.areas.evaluations.models import Evaluation, Score, Sheet, Step
from kexie.areas.evaluations.rules import scoring, stages
from kexie.areas.evaluations.rules.stages import Deed
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import Stale, lock
from kexie.core.measures import Measure, of_year
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations.models import Organisation

CHUNK = 200


def take(evaluation: Evaluation, *, seen: int) -> Evaluation:
    """Lock an evaluation whose items are merged one by one; raises Stale for a page from nowhere."""
    fresh = lock(evaluation)
    if seen >= fresh.revision:
        raise Stale(fresh)
    return fresh


def touch(evaluation: Evaluation, score: Score, *, seen: int) -> None:
    """Mark an item as written now; raises Stale where somebody else wrote it after the page was drawn."""
    if score.changed_in > seen:
        raise Stale(evaluation)
    score.changed_in = evaluation.revision


def tally(evaluation: Evaluation) -> list[Score]:
    """Add up the points of an evaluation and return its items; the caller saves."""
    rows = list(evaluation.scores.select_related("criterion"))
    parts: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        parts[row.criterion.heading] += row.points or 0
    evaluation.self_total = scoring.total(row.own for row in rows)
    evaluation.total = scoring.total(row.points for row in rows)
    evaluation.scored = sum(row.points is not None for row in rows)
    evaluation.parts = {heading: str(points) for heading, points in parts.items()}
    return rows


TALLIED = ("self_total", "total", "scored", "parts", "revision")


def measure(sheet: Sheet, evaluations: Sequence[Evaluation], *, on: date) -> None:
    """Give the automatic items their points by what the platform reads today; what a reviewer corrected stays."""
    automatic = [one for one in sheet.criteria.all() if one.is_automatic]
    bodies = Organisation.objects.filter(pk__in=[one.body_id for one in evaluations])
    span = of_year(sheet.year, on)
    for criterion in automatic:
        known: Measure | None = queries.measures().get(criterion.measure)
        read = known.read(bodies, span) if known else {}
        rows = list(criterion.scores.filter(evaluation__in=evaluations).select_related("evaluation", "criterion"))
        for row in rows:
            reading = read.get(row.evaluation.body_id)
            row.value = (reading.value if reading else Decimal()) if known else None
            row.basis = (reading.words if reading else "平台上没有记录")[:300] if known else "平台不再提供这项数据"
            row.measured_on = span.ends_on
            if row.scored_by_id is None:
                row.points = row.measured
        Score.objects.bulk_update(rows, ["value", "basis", "measured_on", "points"], batch_size=1000)


def step(evaluation: Evaluation, deed: Deed, *, by: Actor, note: str = "") -> Step:
    """Write a step into the history that both sides read."""
    return Step.objects.create(
        evaluation=evaluation, deed=deed, name=by.name[:60], note=note[: stages.MAX_FEEDBACK], at=clock.now()
    )


def page_of(evaluation: Evaluation) -> str:
    """Return the address of an evaluation."""
    return reverse("evaluations:show", args=[evaluation.code])


def results_of(sheet: Sheet) -> str:
    """Return the address of the evaluations by a sheet."""
    return reverse("evaluations:results", args=[sheet.code])


def to_the_body(evaluation: Evaluation, *, what: str, by: Actor, why: str = "") -> None:
    """Let the own score wait in the body; those above see that it does, so `why` names no fault of it."""
    worklist.wait(
        "evaluations.submit",
        evaluation,
        what=what,
        why=why,
        link=page_of(evaluation),
        organisation=evaluation.body,
        permission="evaluations.fill",
        due=evaluation.due,
        is_owed=True,
        by=by,
    )


def tell_the_body(evaluation: Evaluation, what: str, *, title: str, by: Actor, text: str = "", key: str = "") -> None:
    """Tell those who fill in for the body."""
    announce(
        what,
        title=title,
        text=text,
        link=page_of(evaluation),
        organisation=evaluation.body,
        permission="evaluations.fill",
        key=key,
        by=by,
    )


def tell_the_desk(evaluation: Evaluation, what: str, *, title: str, by: Actor, text: str = "") -> None:
    """Tell who scores: the assigned reviewers, else those whose role it is."""
    reviewers = list(evaluation.sheet.reviewers.values_list("person", flat=True))
    announce(
        what,
        title=title,
        text=text,
        link=page_of(evaluation),
        organisation=evaluation.organisation,
        permission="" if reviewers else "evaluations.review",
        people=reviewers,
        by=by,
    )


def await_review(sheet: Sheet, *, by: Actor) -> None:
    """Let the review wait: for each assigned reviewer, else in the association."""
    worklist.close("evaluations.review", sheet, by=by)
    wait = partial(
        worklist.wait,
        "evaluations.review",
        sheet,
        what=f"评审“{sheet.title}”",
        why=f"自评截止 {sheet.self_due:%Y-%m-%d}，提交一个可以评一个。",
        link=results_of(sheet),
        due=sheet.review_due,
        by=by,
    )
    reviewers = list(sheet.reviewers.select_related("person"))
    for row in reviewers:
        wait(person=row.person)
    if not reviewers:
        wait(organisation=sheet.organisation, permission="evaluations.review")


def await_confirming(sheet: Sheet, *, by: Actor) -> None:
    """Let the result wait for the leader as soon as nothing else waits."""
    rows = sheet.evaluations.all()
    if rows.at(*stages.UNFINISHED).exists() or not rows.at(stages.Stage.REVIEWED).exists():
        return
    worklist.wait(
        "evaluations.confirm",
        sheet,
        what=f"审定“{sheet.title}”的结果",
        link=results_of(sheet),
        organisation=sheet.organisation,
        permission="evaluations.confirm",
        by=by,
    )
