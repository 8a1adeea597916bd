"""What came of a survey, on paper: questions with their numbers, bars and tables (FRM-08). No tables, no clock."""

from dataclasses import dataclass
from typing import Any

from kexie.engines.papers.rules.texts import plain, width

NARROWEST, WIDEST = 3.0, 14.0  # characters that a column asks for


@dataclass(frozen=True)
class Bar:
    """A line of a chart: what it is called, its number in words, and its length in percent."""

    label: str
    value: str
    length: float


@dataclass(frozen=True)
class Finding:
    """What came of one question: single numbers by their names, bars, a table; what is empty is not there."""

    heading: str
    note: str
    facts: tuple[tuple[str, str], ...] = ()
    bars: tuple[Bar, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Findings:
    """A report: its title, notes below it (who asked whom and when), what came of each question, a closing note."""

    title: str
    notes: tuple[str, ...]
    parts: tuple[Finding, ...]
    closing: str = ""


def laid_out(findings: Findings) -> dict[str, Any]:
    """Return a report as the templates show it: single numbers in a line, columns as wide as what stands in them.

    >>> part = Finding("一", "", columns=("项目", "人"), rows=(("食堂和宿舍", "2"),))
    >>> laid_out(Findings("结果", (), (part,)))["parts"][0]["shares"]
    [5.0, 3.0]
    """
    shown: dict[str, Any] = plain(findings)
    for part in shown["parts"]:
        part["facts"] = "　".join(f"{name} {value}" for name, value in part["facts"])
        part["shares"] = _shares([part["columns"], *part["rows"]])
    return shown


def _shares(table: list[list[str]]) -> list[float]:
    return [min(WIDEST, max(NARROWEST, *map(width, cells))) for cells in zip(*table, strict=True)]
