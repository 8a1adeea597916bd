"""A questionnaire to be filled in by hand (FRM-11). No tables, no clock."""

from dataclasses import dataclass
from typing import Any

from kexie.engines.papers.rules.texts import plain

MOST_LINES = 12


@dataclass(frozen=True)
class Asked:
    """A question as it stands on paper: what is ticked, a table to tick or fill, or lines to write on.

    One without a number is a text between the questions; `is_heading` begins a part.
    """

    number: str
    label: str
    note: str = ""
    options: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    is_ticked: bool = True
    lines: int = 0
    unit: str = ""
    is_heading: bool = False


@dataclass(frozen=True)
class Blank:
    """A questionnaire on paper: its title, who asks, opening words, the questions, and what stands at the end."""

    title: str
    organ: str
    intro: str
    asked: tuple[Asked, ...]
    notes: tuple[str, ...] = ()
    closing: str = ""


def laid_out(blank: Blank) -> dict[str, Any]:
    """Return a questionnaire as the template shows it.

    >>> laid_out(Blank("需求", "市科协", "", (Asked("1", "为什么", lines=99),)))["asked"][0]["lines"]
    12
    """
    shown: dict[str, Any] = plain(blank)
    for one in shown["asked"]:
        one["lines"] = min(one["lines"], MOST_LINES)
    return shown
