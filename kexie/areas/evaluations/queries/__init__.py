"""What pages of evaluations read."""

from kexie.areas.evaluations.queries import evaluations, exports, overview, papers, sheets
from kexie.areas.evaluations.queries.measures import MEASURES, measures

__all__ = ["MEASURES", "evaluations", "exports", "measures", "overview", "papers", "sheets"]
