"""How a survey stands: as any gathering does."""

from kexie.areas.gatherings.queries import (
    bodies,
    collection,
    flaws,
    groups,
    members,
    missing,
    reach,
    roll,
    state,
    waiting,
    without_account,
)

__all__ = [
    "bodies",
    "collection",
    "flaws",
    "groups",
    "members",
    "missing",
    "reach",
    "roll",
    "state",
    "waiting",
    "without_account",
]
