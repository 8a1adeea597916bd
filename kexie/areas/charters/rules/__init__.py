"""What the General Rules and the body itself say of its charter (EST-09).

G is the General Rules for enterprise associations (2022-06-17), T the model charter, H a question of the handbook.
"""

from kexie.areas.charters.rules.choices import Choices
from kexie.areas.charters.rules.stages import (
    CHARTERED,
    GRANTS,
    NOTICES,
    OBLIGATIONS,
    SETTLED,
    STAGE_COLOURS,
    STAGE_LABELS,
    TRAIL,
    Stage,
)

__all__ = [
    "CHARTERED",
    "GRANTS",
    "NOTICES",
    "OBLIGATIONS",
    "SETTLED",
    "STAGE_COLOURS",
    "STAGE_LABELS",
    "TRAIL",
    "Choices",
    "Stage",
]
