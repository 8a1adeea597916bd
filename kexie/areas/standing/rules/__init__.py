"""How a body stands after its founding: its terms of office. No tables, no clock.

EST is a requirement of establishment, G an article of the General Rules for enterprise associations (2022-06-17).
"""

from kexie.areas.standing.rules.declared import BODIES, GRANTS, NOTICES, OBLIGATIONS, REVIEWERS, STAFF, TRAIL
from kexie.areas.standing.rules.terms import (
    BEFORE,
    MAX_NOTE,
    ahead,
    months_before,
    nearing,
    require_congress_day,
    require_electing,
    require_number,
    require_settled,
    require_unreported,
)

__all__ = [
    "BEFORE",
    "BODIES",
    "GRANTS",
    "MAX_NOTE",
    "NOTICES",
    "OBLIGATIONS",
    "REVIEWERS",
    "STAFF",
    "TRAIL",
    "ahead",
    "months_before",
    "nearing",
    "require_congress_day",
    "require_electing",
    "require_number",
    "require_settled",
    "require_unreported",
]
