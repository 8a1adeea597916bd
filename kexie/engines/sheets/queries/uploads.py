"""Reading a table that somebody uploaded."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from kexie.core.limited import ask
from kexie.engines.sheets import rules
from kexie.engines.sheets.rules import Column, Grid, Row

CHILD = Path(__file__).with_name("cells.py")
LIMITS = {
    "entries": rules.MAX_ENTRIES,
    "unpacked": rules.MAX_UNPACKED,
    "rows": rules.MAX_ROWS,
    "columns": rules.MAX_COLUMNS,
    "text": rules.MAX_TEXT,
}


def read(content: bytes, columns: Sequence[Column], *, most: int = rules.MAX_ROWS) -> list[Row]:
    """Return the filled rows of an uploaded .xlsx file (SEC-04).

    The first visible sheet is read, of at most so many rows; its first filled row names the columns. Raises
    ValidationError with everything that is wrong: the file, its header, or cells by row and column.
    """
    rules.require_size(len(content))
    return rules.rows(_grid(ask(CHILD, content, LIMITS | {"rows": most}).facts, most), columns)


def leaves(content: bytes) -> dict[str, Grid]:
    """Return every visible sheet of an uploaded .xlsx file by its name; raises ValidationError with what is wrong."""
    rules.require_size(len(content))
    answer = ask(CHILD, content, LIMITS | {"leaves": rules.MAX_LEAVES}).facts
    if answer.get("refused"):
        _grid(answer, rules.MAX_ROWS)
    return {one["name"]: _grid(one, rules.MAX_ROWS) for one in answer["leaves"]}


def _grid(answer: Mapping[str, Any], most: int) -> Grid:
    if refused := answer.get("refused"):
        raise ValidationError(rules.REFUSALS[refused].format(what=answer.get("what"), most=most))
    return Grid(answer["rows"], {(row, column): fault for row, column, fault in answer["faults"]})
