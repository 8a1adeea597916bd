"""The evaluation of a body as both sides read it, and the list of all by a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from kexie.areas.evaluations.models import Evaluation, EvaluationQuerySet, Score, Sheet
from kexie.areas.evaluations.queries.measures import measures
from kexie.areas.evaluations.rules import STAGE_LABELS, Stage, scoring, stages
from kexie.core.lists import Listing, Sort, listing
from kexie.foundation.organisations.models import OrganisationQuerySet

BEST = Sort("best", "得分高的在前", ("total",), descending=True)
NAME = Sort("name", "按名称排列", ("name_key",))
SORTS = {sort.name: sort for sort in (BEST, NAME)}
SIZE = 50
COLOURS = {
    Stage.FILLING: "secondary",
    Stage.RETURNED: "orange",
    Stage.OVERDUE: "red",
    Stage.SUBMITTED: "blue",
    Stage.REVIEWED: "green",
    Stage.CONFIRMED: "green",
    Stage.RELEASED: "green",
    Stage.MISSED: "secondary",
}


@dataclass(frozen=True)
class Results:
    """A page of the evaluations by a sheet."""

    listing: Listing[Any]
    rows: list[dict[str, Any]]
    tabs: list[dict[str, Any]]
    pages: dict[str, str]
    query: str
    clear: str
    is_waiting: bool


def results(rows: EvaluationQuerySet, sheet: Sheet, filters: Mapping[str, str]) -> Results:
    """Return a page of the evaluations by a sheet; `filters` has stage, q, sort, after, before."""
    of_sheet = rows.filter(sheet=sheet)
    counts = dict(of_sheet.order_by().values_list("stage").annotate(number=Count("pk")))
    chosen, sort = matched(rows, sheet, filters), order(filters)
    total = None if filters["q"] else counts.get(filters["stage"], 0) if filters["stage"] else sum(counts.values())
    found = listing(
        chosen, sort=sort, after=filters["after"], before=filters["before"], size=SIZE, cap=100_000, total=total
    )
    tabs = [("", "全部", sum(counts.values())), *((one.value, STAGE_LABELS[one], counts.get(one, 0)) for one in Stage)]
    kept = {name: filters[name] for name in ("stage", "q", "sort") if filters[name]}
    return Results(
        listing=found,
        rows=[{"evaluation": row, "colour": colour(row.stage)} for row in found.rows],
        tabs=[
            {
                "label": label,
                "count": f"{number:,}",
                "url": address(sheet, kept | {"stage": value}),
                "current": value == filters["stage"],
            }
            for value, label, number in tabs
            if number or not value
        ],
        pages={
            "previous": address(sheet, kept | {"before": found.previous}) if found.previous else "",
            "next": address(sheet, kept | {"after": found.next}) if found.next else "",
        },
        query=urlencode(kept),
        clear=address(sheet, {}),
        is_waiting=any(counts.get(stage.value) for stage in stages.UNFINISHED),
    )


def matched(rows: EvaluationQuerySet, sheet: Sheet, filters: Mapping[str, str]) -> EvaluationQuerySet:
    """Return the evaluations by a sheet that the filters leave."""
    found = rows.filter(sheet=sheet)
    if filters["stage"]:
        found = found.filter(stage=filters["stage"])
    for word in filters["q"].split():
        found = found.filter(name__icontains=word)
    return found


def order(filters: Mapping[str, str]) -> Sort:
    """Return the order that was chosen."""
    return SORTS.get(filters["sort"], BEST)


def address(sheet: Sheet, filters: Mapping[str, str]) -> str:
    """Return the address of the list with these filters."""
    chosen = {name: value for name, value in filters.items() if value}
    url = reverse("evaluations:results", args=[sheet.code])
    return f"{url}?{urlencode(chosen)}" if chosen else url


def ranking(rows: EvaluationQuerySet, sheet: Sheet, filters: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of the ranking of a sheet that publishes it."""
    found = listing(
        rows.filter(sheet=sheet).ranked(),
        sort=BEST,
        after=filters["after"],
        before=filters["before"],
        size=SIZE,
        cap=100_000,
    )
    pages = {
        "previous": f"?{urlencode({'before': found.previous})}" if found.previous else "",
        "next": f"?{urlencode({'after': found.next})}" if found.next else "",
    }
    return {"listing": found, "rows": found.rows, "pages": pages}


def colour(stage: str) -> str:
    """Return the colour of a stage's badge."""
    return COLOURS[Stage(stage)]


def history(rows: EvaluationQuerySet, bodies: OrganisationQuerySet, code: str) -> list[dict[str, Any]]:
    """Return a body's evaluations over the years, the newest first; points only of results that were published."""
    own = rows.filter(body__in=bodies.filter(code=code)).select_related("sheet", "organisation")
    return [
        {"evaluation": row, "label": told(row), "colour": COLOURS[Stage(row.stage)] if row.is_filling else "blue"}
        for row in own.order_by("-sheet__year", "-id")[:100]
    ]


def told(evaluation: Evaluation) -> str:
    """Return how an evaluation stands, as the body is told; how far its review is, is not."""
    if evaluation.stage in {Stage.REVIEWED, Stage.CONFIRMED}:
        return "评审中"
    return STAGE_LABELS[Stage(evaluation.stage)]


def scores_of(evaluation: Evaluation) -> list[Score]:
    """Return the items of an evaluation in the order of the sheet, with the files of each."""
    return list(evaluation.scores.select_related("criterion").prefetch_related("evidence__file"))


def grouped(evaluation: Evaluation, rows: Sequence[Score]) -> list[dict[str, Any]]:
    """Return items by heading, with what each asks and how far it is filled in."""
    found: dict[str, list[Score]] = {}
    for row in rows:
        found.setdefault(row.criterion.heading, []).append(row)
    return [
        {
            "number": number,
            "heading": heading,
            "worth": scoring.shown(scoring.total(one.criterion.weight for one in items)),
            "own": scoring.shown(scoring.total(one.own for one in items)),
            "points": scoring.shown(scoring.total(one.points for one in items)),
            "items": [
                {
                    "score": one,
                    "criterion": one.criterion,
                    "measure": measures().get(one.criterion.measure),
                    "lacks": lacks(one),
                    "may_fill": may_fill(evaluation, one),
                }
                for one in items
            ],
        }
        for number, (heading, items) in enumerate(found.items(), 1)
    ]


def may_fill(evaluation: Evaluation, score: Score) -> bool:
    """Tell whether the body may write an item now."""
    if not evaluation.is_filling or score.criterion.is_automatic:
        return False
    return evaluation.stage == Stage.FILLING or score.is_faulty


def lacks(score: Score) -> str:
    """Return what an item still lacks, in a sentence; nothing for one that is whole."""
    asks, label = score.criterion, score.criterion.label
    if asks.is_automatic:
        return ""
    if score.own is None:
        return f"“{label}”还没有{'回答' if asks.is_yes_no else '自评打分'}。"
    if not score.own:
        return ""  # who claims nothing proves nothing
    if not asks.is_yes_no and not score.said:
        return f"“{label}”还没有写自评说明。"
    if asks.evidence and not score.evidence.all():
        return f"“{label}”还没有上传佐证材料。"
    return ""


def missing(evaluation: Evaluation, rows: Sequence[Score]) -> list[str]:
    """Return what an evaluation still lacks before it can be submitted."""
    found = [words for row in rows if (words := lacks(row))]
    return found + [
        f"“{row.criterion.label}”被退回，还没有修改。"
        for row in rows
        if row.is_faulty and row.changed_in <= evaluation.returned_in
    ]


def covered(sheet: Sheet, person: int | None, headings: Sequence[str]) -> list[str]:
    """Return the headings that a person scores: of an assigned reviewer the own ones, without reviewers all."""
    reviewers = list(sheet.reviewers.all())
    if not reviewers:
        return list(headings)
    own = next((row for row in reviewers if row.person_id == person), None)
    if own is None:
        return []
    return [one for one in headings if not own.headings or one in own.headings]


def standing(evaluation: Evaluation, today: date) -> str:
    """Return what the body has to know about its evaluation now."""
    due, until = f"{evaluation.due:%Y-%m-%d}", evaluation.contest_until
    if evaluation.is_filling and today > evaluation.due:
        return "自评期限已经过了，需要延长的请联系考核单位。"
    if visible(evaluation):
        may = until is not None and today <= until
        return f"结果已经公布。{f'对结果有异议的，可以在 {until} 前提出一次。' if may else '提出异议的期限已过。'}"
    return {
        Stage.FILLING.value: f"请在 {due} 前完成自评并提交；填写的内容随时可以保存，提交前只有本组织看得到。",
        Stage.RETURNED.value: f"评审人请你们补充下面标明的指标，请在 {due} 前修改后再提交。",
        Stage.OVERDUE.value: "没有在期限内提交自评。需要延长的请联系考核单位，否则按已有的内容评审或记为未参加。",
    }.get(evaluation.stage, "自评已经提交，正在评审；结果公布后会收到消息。")


def visible(evaluation: Evaluation) -> bool:
    """Tell whether the body may read points, grade and remarks."""
    return evaluation.stage in stages.ENDED and evaluation.contest_until is not None
