"""Tables that people take away: what stands in them is read when they are written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kexie.core import clock
from kexie.engines.sheets.rules import Column

CHUNK = 2_000


@dataclass(frozen=True)
class Table:
    """A table before it is written; `rows` makes its rows of what was chosen, not always as many.

    One `is_personal` that holds more of people than the public pages show: it is marked with who took it (SEC-06).
    """

    title: str
    columns: Sequence[Column]
    chosen: QuerySet[Any, Any]
    rows: Callable[[Iterable[Any]], Iterable[Mapping[str, Any]]]
    notes: Sequence[str] = ()
    is_personal: bool = False

    @property
    def name(self) -> str:
        """What the file is called, without its ending."""
        return f"{self.title}-{clock.today():%Y-%m-%d}"

    def count(self) -> int:
        """Return how many were chosen."""
        return self.chosen.order_by().count()

    def found(self) -> Iterator[Any]:
        """Give what was chosen; it stands in the database's own cursor, not in this process's memory (PRF-11)."""
        return self.chosen.iterator(chunk_size=CHUNK)


def as_of() -> str:
    """Return the note of when a table was true."""
    return f"截至 {clock.now():%Y-%m-%d %H:%M}"
