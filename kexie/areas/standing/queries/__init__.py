"""What the pages of a body's standing read."""

from kexie.areas.standing.queries.bodies import Standing, standing
from kexie.areas.standing.queries.duties import duties

__all__ = ["Standing", "duties", "standing"]
