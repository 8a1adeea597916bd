"""Figures that the platform reads from what it knows of a body: named, explained, and read for many bodies at once.

An area declares its own as `MEASURES` of its `queries`, by name; whoever scores bodies finds them there::

    MEASURES = {"membership.members": Measure("在册会员人数", "人", "名册上的会员……", members)}
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Span:
    """The days that are looked at, both included; how things stand is read as of the last one."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Reading:
    """What was read: the value, exact, and how it was made in a sentence."""

    value: Decimal
    words: str


@dataclass(frozen=True)
class Measure:
    """What a figure is called, its unit, how it is made, and what reads it: a queryset of bodies in, readings out.

    A body that is missing from the readings has the value 0.
    """

    label: str
    unit: str
    meaning: str
    read: Callable[[Any, Span], Mapping[int, Reading]]


def of_year(year: int, today: date) -> Span:
    """Return the part of a year that is over, today included.

    >>> of_year(2026, date(2026, 11, 21)).ends_on, of_year(2025, date(2026, 11, 21)).ends_on
    (datetime.date(2026, 11, 21), datetime.date(2025, 12, 31))
    """
    return Span(date(year, 1, 1), min(date(year, 12, 31), max(today, date(year, 1, 1))))
