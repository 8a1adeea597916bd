"""What a table is that people fill in with Excel or WPS, and how its faults are told (SEC-04). No tables, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

MAX_BYTES = 5 * 1024**2
MAX_UNPACKED = 200 * 1024**2
MAX_ENTRIES = 1_000
MAX_ROWS = 5_000
MAX_COLUMNS = 200
MAX_TEXT = 20 * 1024**2
MAX_WRITTEN = 1_048_575  # what a sheet holds below its header
MAX_TOLD = 50


@dataclass(frozen=True)
class Column:
    """A column: its name in code, its heading for people, and what may stand in it."""

    name: str
    label: str
    example: str = ""
    help: str = ""
    required: bool = False
    width: int = 16
    max_length: int = 200


@dataclass(frozen=True)
class Row:
    """A row as it was typed: its number in the sheet, and every column's text by name, empty where nothing stands.

    >>> Row(5, {"mobile": "13800005678"})["mobile"]
    '13800005678'
    """

    number: int
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values[name]


def said(number: int, column: Column, words: str) -> str:
    """Say what is wrong where, as people see it in their table.

    >>> said(5, Column("mobile", "手机号"), "没有填写。")
    '第 5 行“手机号”：没有填写。'
    """
    return f"第 {number} 行“{column.label}”：{words}"


def require_none(complaints: Sequence[str]) -> None:
    """Refuse a table that has faults; the first 50 are told, then how many more there are.

    >>> require_none([])
    """
    if complaints:
        more = len(complaints) - MAX_TOLD
        raise ValidationError([*complaints[:MAX_TOLD], *([f"还有 {more} 处需要更正。"] if more > 0 else [])])
