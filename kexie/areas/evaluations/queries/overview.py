"""Evaluations of the associations below one: how far each is, and what came of those whose results are published."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Sum
from django.urls import reverse

from kexie.areas.evaluations.models import EvaluationQuerySet, Sheet, SheetQuerySet
from kexie.areas.evaluations.rules import Stage, scoring, stages
from kexie.core.lists import Sort, listing
from kexie.foundation.organisations.models import Organisation

NEWEST = Sort("newest", "最近的年度在前", ("year",), descending=True)
SIZE, YEARS = 50, 8


@dataclass(frozen=True)
class Outcome:
    """How far the evaluations by a sheet are; of published results also the mean and how many have each grade."""

    bodies: int
    submitted: int
    missed: int
    mean: str
    grades: list[tuple[str, int]]


def overview(
    sheets: SheetQuerySet, rows: EvaluationQuerySet, body: Organisation, filters: Mapping[str, str]
) -> dict[str, Any]:
    """Return a page of the sheets that associations below one have sent; `filters` has year, after, before."""
    below, year = sheets.sent().below(body), filters["year"]
    years = list(below.order_by("-year").values_list("year", flat=True).distinct()[:YEARS])
    chosen = (below.filter(year=year) if year else below).select_related("organisation__superior")
    found = listing(chosen, sort=NEWEST, after=filters["after"], before=filters["before"], size=SIZE)
    came = outcomes(rows, found.rows)
    return {
        "listing": found,
        "rows": [{"sheet": row, "outcome": came[row.pk]} for row in found.rows],
        "years": [
            {"label": label, "url": _address(body, year=value), "is_current": value == year}
            for value, label in [("", "全部"), *((str(one), f"{one} 年") for one in years)]
        ],
        "pages": {
            "previous": _address(body, year=year, before=found.previous) if found.previous else "",
            "next": _address(body, year=year, after=found.next) if found.next else "",
        },
    }


def outcomes(rows: EvaluationQuerySet, sheets: Sequence[Sheet]) -> dict[int, Outcome]:
    """Return what came of each sheet, counted in one query."""
    told: dict[int, list[Any]] = defaultdict(list)
    parts = rows.filter(sheet__in=[sheet.pk for sheet in sheets]).order_by().values_list("sheet", "stage", "grade")
    for sheet, *part in parts.annotate(number=Count("pk"), earned=Sum("total")):
        told[sheet].append(part)
    return {sheet.pk: _outcome(sheet, told[sheet.pk]) for sheet in sheets}


def _outcome(sheet: Sheet, parts: Sequence[tuple[str, str, int, Decimal]]) -> Outcome:
    by_stage: dict[str, int] = defaultdict(int)
    for stage, _, number, _ in parts:
        by_stage[stage] += number
    bodies = sum(by_stage.values())
    open_ = sum(by_stage[stage] for stage in stages.EXTENDING)
    ended = [part for part in parts if sheet.is_released and part[0] == Stage.RELEASED]
    by_grade = {grade: number for _, grade, number, _ in ended}
    return Outcome(
        bodies=bodies,
        submitted=bodies - open_ - by_stage[Stage.MISSED],
        missed=by_stage[Stage.MISSED] + by_stage[Stage.OVERDUE],
        mean=scoring.shown(scoring.mean(scoring.total(part[3] for part in ended), sum(by_grade.values()))),
        grades=[(label, by_grade[label]) for label, _ in sheet.scale if label in by_grade],
    )


def _address(body: Organisation, **filters: str) -> str:
    chosen = {name: value for name, value in filters.items() if value}
    return f"{reverse('evaluations:overview', args=[body.code])}?{urlencode(chosen)}"
