"""What waits for somebody: each area tells its own, the workbench shows them together (NOT-02)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Todo:
    """One thing that waits: what, where to do it, for which organisation, since when and until when.

    `organisation` is the key of the body for which it is to be done, 0 for what waits for the person; `icon` one of the
    vendored ones; `area` the name of the app that it comes from.
    """

    what: str
    url: str
    organisation: int
    since: date | None = None
    due: date | None = None
    why: str = ""
    icon: str = "circle-check"
    area: str = ""

    @property
    def order(self) -> tuple[bool, date, date]:
        """What is due comes first, the nearest first; then what waits longest."""
        return (self.due is None, self.due or date.max, self.since or date.max)


def ordered(todos: Iterable[Todo]) -> list[Todo]:
    """Return what waits in the order in which it is shown.

    >>> soon, late = Todo("b", "/", 1, due=date(2026, 1, 2)), Todo("a", "/", 1)
    >>> [todo.what for todo in ordered([late, soon])]
    ['b', 'a']
    """
    return sorted(todos, key=lambda todo: todo.order)


def day(moment: datetime | None) -> date | None:
    """Return the day of a moment, or None where there is none."""
    return moment.date() if moment else None
