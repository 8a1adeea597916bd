"""What the pages of foundings read: terms of a place, a case, the review desk, numbers."""

from kexie.areas.establishment.queries import papers
from kexie.areas.establishment.queries.cases import (
    Turn,
    adopted,
    approver,
    bar,
    chair_of,
    draft_for,
    facts,
    is_unrecognised,
    items,
    missing,
    partners,
    reviewing,
    turn,
    units,
)
from kexie.areas.establishment.queries.desks import Desk, desk, late_desks, overdue, register
from kexie.areas.establishment.queries.growing import readiness, stations, unit_of
from kexie.areas.establishment.queries.numbers import numbers
from kexie.areas.establishment.queries.procedures import last_number, overview, own_terms, terms
from kexie.areas.establishment.queries.waiting import todo

__all__ = [
    "Desk",
    "Turn",
    "adopted",
    "approver",
    "bar",
    "chair_of",
    "desk",
    "draft_for",
    "facts",
    "is_unrecognised",
    "items",
    "last_number",
    "late_desks",
    "missing",
    "numbers",
    "overdue",
    "overview",
    "own_terms",
    "papers",
    "partners",
    "readiness",
    "register",
    "reviewing",
    "stations",
    "terms",
    "todo",
    "turn",
    "unit_of",
    "units",
]
