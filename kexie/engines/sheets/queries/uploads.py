"""Reading a table that somebody uploaded."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from kexie.engines.sheets import rules
from kexie.engines.sheets.rules import Column, Grid, Row

CHILD = Path(__file__).with_name("cells.py")
LIMITS = {
    "entries": rules.MAX_ENTRIES,
    "unpacked": rules.MAX_UNPACKED,
    "rows": rules.MAX_ROWS,
    "columns": rules.MAX_COLUMNS,
    "text": rules.MAX_TEXT,
    "memory": 768 * 1024**2,
    "seconds": 10,
}
PATIENCE = 20.0


def read(content: bytes, columns: Sequence[Column]) -> list[Row]:
    """Return the filled rows of an uploaded .xlsx file (SEC-04).

    The first visible sheet is read; its first filled row names the columns. Raises ValidationError with everything
    that is wrong: the file, its header, or cells by row and column.
    """
    rules.require_size(len(content))
    return rules.rows(_grid(_answer(content)), columns)


def _grid(answer: dict[str, Any]) -> Grid:
    if refused := answer.get("refused"):
        raise ValidationError(rules.REFUSALS[refused].format(answer.get("count")))
    return Grid(answer["rows"], {(row, column): fault for row, column, fault in answer["faults"]})


def _answer(content: bytes) -> dict[str, Any]:
    """Let the limited process open the file; it gets no environment, so no key or password of ours is in its memory."""
    command = [sys.executable, "-I", "-B", "-X", "utf8", str(CHILD), json.dumps(LIMITS)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, env={}, cwd="/", timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return {"refused": "heavy"}
    if done.returncode:  # by a signal where memory or time ran out, otherwise an error of the reader
        return {"refused": "heavy" if done.returncode < 0 else "broken"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
