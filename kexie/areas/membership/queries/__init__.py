"""What the pages of membership read."""

from kexie.areas.membership.queries.own import own_copy

__all__ = ["own_copy"]
