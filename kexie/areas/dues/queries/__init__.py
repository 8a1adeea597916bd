"""What the pages of dues read, and what a member who leaves still owes."""

from kexie.areas.dues.queries.own import member_duties, own_copy
from kexie.areas.dues.queries.years import of_body, summary

__all__ = ["member_duties", "of_body", "own_copy", "summary"]
