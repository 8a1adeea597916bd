"""Lists of people on paper (MEM-01b). No tables, no clock."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from kexie.engines.papers.rules.texts import plain, width

NARROWEST, WIDEST = 2.0, 16.0  # characters that a column asks for
UPRIGHT = 38  # characters of all columns that stand on an upright page
MOST_ROWS = 1_000


@dataclass(frozen=True)
class Roster:
    """A list on paper: what it is, notes below the title, headings and rows as texts.

    Each row has as many texts as there are columns.
    """

    title: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def laid_out(roster: Roster) -> dict[str, Any]:
    """Return a list as the templates show it: how wide the columns are beside one another, upright or across.

    >>> laid_out(Roster("名单", (), ("姓名", "单位"), (("王敏", "岳阳市科学技术协会"),)))["shares"]
    [2.0, 9.0]
    """
    shown = plain(roster)
    table = [shown["columns"], *shown["rows"]]
    shares = [min(WIDEST, max(NARROWEST, *map(width, cells))) for cells in zip(*table, strict=True)]
    return {**shown, "shares": shares, "is_wide": sum(shares) > UPRIGHT}


def require_few_rows(number: int) -> None:
    """Refuse more rows than are drawn in a moment; long lists are taken away as tables."""
    if number > MOST_ROWS:
        raise ValidationError(f"名册一次最多 {MOST_ROWS:,} 人，现在有 {number:,} 人；请缩小范围，或者导出表格。")
