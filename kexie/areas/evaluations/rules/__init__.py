"""How bodies are evaluated each year: sheets, stages, points, grades. No tables, no clock (EST-15, G39)."""

from kexie.areas.evaluations.rules import model, scoring, sheets
from kexie.areas.evaluations.rules.stages import (
    GRANTS,
    NOTICES,
    OBLIGATIONS,
    STAGE_LABELS,
    STATE_LABELS,
    TRAIL,
    Stage,
    State,
)

__all__ = [
    "GRANTS",
    "NOTICES",
    "OBLIGATIONS",
    "STAGE_LABELS",
    "STATE_LABELS",
    "TRAIL",
    "Stage",
    "State",
    "model",
    "scoring",
    "sheets",
]
