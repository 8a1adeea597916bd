"""The results of a sheet as a table to take away or a list to print."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from kexie.areas.evaluations.models import Criterion, Evaluation, EvaluationQuerySet, Sheet
from kexie.areas.evaluations.queries.evaluations import matched, order
from kexie.areas.evaluations.queries.sheets import headings
from kexie.areas.evaluations.rules import STAGE_LABELS, Stage, scoring
from kexie.engines.sheets.queries import Table, as_of
from kexie.engines.sheets.rules import Column
from kexie.foundation.organisations.rules import KINDS

FILES = {"xlsx": "Excel 表格", "pdf": "打印（PDF）", "docx": "打印（Word）"}
FILE = "xlsx"
PAGES = ("after", "before")


def meant(filters: Mapping[str, str]) -> dict[str, str]:
    """Return the filters that choose something; the mark of a page does not."""
    return {name: str(value) for name, value in filters.items() if value and name not in PAGES}


def table(rows: EvaluationQuerySet, sheet: Sheet, criteria: Sequence[Criterion], filters: Mapping[str, str]) -> Table:
    """Return the results of a sheet, as its list was filtered: ranks, totals, what each heading came to."""
    given = dict.fromkeys(("stage", "q", "sort"), "") | dict(filters)
    sort, parts = order(given), headings(criteria)
    fields = [f"-{name}" if sort.descending else name for name in sort.key]
    columns = (
        Column("rank", "名次", width=8),
        Column("name", "组织", width=40),
        Column("kind", "类型", width=14),
        Column("stage", "状态", width=12),
        Column("own", "自评合计", width=10),
        *(Column(f"part{number}", heading, width=12) for number, heading in enumerate(parts)),
        Column("total", "得分", width=10),
        Column("grade", "等次", width=10),
    )

    def written(found: Iterable[Evaluation]) -> Iterator[dict[str, Any]]:
        for row in found:
            yield {
                "rank": row.rank,
                "name": row.name,
                "kind": KINDS[row.kind].label,
                "stage": STAGE_LABELS[Stage(row.stage)],
                "own": "" if row.is_drafted else row.own_points,
                **{f"part{n}": scoring.shown(_part(row, heading)) for n, heading in enumerate(parts)},
                "total": row.points,
                "grade": row.grade,
            }

    chosen = STAGE_LABELS[Stage(given["stage"])] if given["stage"] else "全部"
    words = f"范围：{chosen}" + (f"，名称含“{given['q']}”" if given["q"] else "")
    return Table(
        title=f"{sheet.title}结果",
        notes=[as_of(), words],
        columns=columns,
        chosen=matched(rows, sheet, given).order_by(*fields),
        rows=written,
    )


def _part(row: Evaluation, heading: str) -> Decimal:
    return Decimal(row.parts.get(heading, "0"))
