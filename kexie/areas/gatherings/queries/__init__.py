"""How a gathering stands, and who comes to it."""

from kexie.areas.gatherings.queries.standing import (
    bodies,
    collection,
    flaws,
    grouped,
    groups,
    has_answered,
    is_addressed,
    members,
    missing,
    places,
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
    "grouped",
    "groups",
    "has_answered",
    "is_addressed",
    "members",
    "missing",
    "places",
    "reach",
    "roll",
    "state",
    "waiting",
    "without_account",
]
