"""How obligations are told together, and when somebody is reminded of them. No tables, no clock.

An area tells in the `OBLIGATIONS` of its `rules.py` what several of a kind are called, and the route of the
organisation's page that lists them; kinds that never come in numbers need no entry::

    OBLIGATIONS = {"registrations.accept": Many("{number} 件单位注册等待审核", "registrations:browse")}
"""

from dataclasses import dataclass
from datetime import date, timedelta

from kexie.engines.notices.rules import Kind

NOTICES = Kind("办理期限", "待办快到期或已经超过期限", icon="clock", is_important=True)

MAX_WHAT, MAX_WHY = 200, 500
APART = 3  # so many of a kind in one organisation are told one by one
SHOWN = 300  # lines of one person
SOON = timedelta(days=3)  # before it is due, whoever may do it is reminded


@dataclass(frozen=True)
class Many:
    """How several obligations of a kind are told in one line."""

    words: str
    route: str

    def __post_init__(self) -> None:
        """Notice a mistake when the process starts."""
        if "{number}" not in self.words:
            raise ValueError(self.words)


def is_soon(due: date, today: date) -> bool:
    """Tell whether something is due soon, or today.

    >>> [is_soon(date(2026, 11, day), date(2026, 11, 21)) for day in (20, 21, 24, 25)]
    [False, True, True, False]
    """
    return today <= due <= today + SOON


def is_late(due: date, today: date) -> bool:
    """Tell whether the last day for something has passed.

    >>> is_late(date(2026, 11, 21), date(2026, 11, 21)), is_late(date(2026, 11, 20), date(2026, 11, 21))
    (False, True)
    """
    return due < today
