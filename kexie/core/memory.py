"""What this process remembers for a short while.

Not Django's cache, which pickles: reading the numbers of all regions took longer than drawing the page around them.
What is remembered is shared by all threads, so nobody may change it.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock, RLock
from time import monotonic
from typing import Any, Generic, TypeVar

Thing = TypeVar("Thing")


class Memory(Generic[Thing]):
    """Remembers at most `size` things; the one that nobody asked for longest is forgotten first.

    >>> pages = Memory[str](size=300)
    >>> pages.keep("/", "welcome", seconds=2)
    >>> pages.get("/"), pages.get("/elsewhere")
    ('welcome', None)
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._things: OrderedDict[str, tuple[float, Thing]] = OrderedDict()
        self._lock, self._making = Lock(), RLock()
        _memories.append(self)

    def get(self, key: str) -> Thing | None:
        """Return what is remembered under the key and still fresh."""
        until, thing = self._look_up(key)
        return thing if until > monotonic() else None

    def keep(self, key: str, thing: Thing, *, seconds: float) -> None:
        """Remember a thing under the key; it is fresh for so many seconds."""
        with self._lock:
            self._things[key] = (monotonic() + seconds, thing)
            self._things.move_to_end(key)
            while len(self._things) > self.size:
                self._things.popitem(last=False)

    def kept(self, key: str, make: Callable[[], Thing], *, seconds: float) -> Thing:
        """Return what is remembered, made anew where it is not fresh.

        One thread makes it; the others take the former one meanwhile, so that a slow count holds up one request.
        """
        if (fresh := self.get(key)) is not None:
            return fresh
        _, former = self._look_up(key)
        if former is None:
            self._making.acquire()
        elif not self._making.acquire(blocking=False):
            return former
        try:
            made = self.get(key)  # by the thread that was waited for
            if made is None:
                made = make()
                self.keep(key, made, seconds=seconds)
            return made
        finally:
            self._making.release()

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._things.clear()

    def _look_up(self, key: str) -> tuple[float, Thing | None]:
        with self._lock:
            if key not in self._things:
                return 0.0, None
            self._things.move_to_end(key)
            return self._things[key]


_memories: list[Memory[Any]] = []


def forget() -> None:
    """Forget everything that is remembered anywhere: between two tests."""
    for memory in _memories:
        memory.forget()
