"""What the pages of dues read, and what a member who leaves still owes."""

from kexie.areas.dues.queries.own import duties
from kexie.areas.dues.queries.years import of_body, summary

__all__ = ["duties", "of_body", "summary"]
