"""What the public pages may show a minute late, kept in this process's memory."""

from collections.abc import Callable
from typing import Any, TypeVar

from kexie.core.memory import Memory
from kexie.foundation.organisations import queries

FRESH = 60  # seconds
Kept = TypeVar("Kept")

_memory = Memory[Any](size=2000)


def kept(name: str, make: Callable[[], Kept]) -> Kept:
    """Return a value from this process's memory, made again after a minute."""
    value: Kept = _memory.kept(name, make, seconds=FRESH)
    return value


def registered() -> queries.Registered:
    """Return how many bodies are registered where, at most a minute old."""
    return kept("directory.registered", queries.registered)
