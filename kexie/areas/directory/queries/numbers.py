"""What the public pages may show a minute late, kept in this process's memory."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from kexie.foundation.organisations import queries

FRESH = 60  # seconds
Kept = TypeVar("Kept")


def kept(name: str, make: Callable[[], Kept]) -> Kept:
    """Return a value from this process's memory, made again after a minute."""
    value: Kept | None = cache.get(name)
    if value is None:
        value = make()
        cache.set(name, value, FRESH)
    return value


def registered() -> queries.Registered:
    """Return how many bodies are registered where, at most a minute old."""
    return kept("directory.registered", queries.registered)
