"""What the pages of a body's standing read."""

from kexie.areas.standing.queries.bodies import Standing, standing
from kexie.areas.standing.queries.owed import owed
from kexie.areas.standing.queries.petitions import (
    business,
    desk,
    facts,
    host_of,
    now,
    own_terms,
    terms,
    value_of,
)

__all__ = [
    "Standing",
    "business",
    "desk",
    "facts",
    "host_of",
    "now",
    "owed",
    "own_terms",
    "standing",
    "terms",
    "value_of",
]
