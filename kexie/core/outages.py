"""What this process can do nothing about: the database is away, the disk is full (REL-07)."""

import errno
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from threading import Lock

import psycopg
from django import db

PAUSE = 1.0


class Outage(Enum):
    """What is amiss outside."""

    DATABASE = "database"
    SPACE = "space"
    BUSY = "busy"


# PostgreSQL's conditions: connections that broke, servers that stop, start or only read.
_AWAY = ("08", "57P", "25006")
_FULL = ("53100",)
_BUSY = ("53", "55P03", "57014", "40001", "40P01")
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


def outage(error: BaseException | None) -> Outage | None:
    """Return what is amiss outside where that is what the error came from.

    >>> outage(OSError(errno.ENOSPC, "No space left on device"))
    <Outage.SPACE: 'space'>
    >>> outage(db.OperationalError("could not connect"))
    <Outage.DATABASE: 'database'>
    >>> outage(ValueError())
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if found := _own(error):
            return found
        error = error.__cause__ or error.__context__
    return None


def _own(error: BaseException) -> Outage | None:
    if isinstance(error, OSError) and error.errno in _NO_SPACE:
        return Outage.SPACE
    if isinstance(error, psycopg.Error):
        state = error.sqlstate or ""
        if state.startswith(_FULL):
            return Outage.SPACE
        if state.startswith(_AWAY) or (not state and isinstance(error, psycopg.OperationalError)):
            return Outage.DATABASE
        return Outage.BUSY if state.startswith(_BUSY) else None
    is_away = isinstance(error, db.OperationalError | db.InterfaceError) and error.__cause__ is None
    return Outage.DATABASE if is_away else None


class Gate:
    """Lets requests through while the database answers; while it does not, one at a time tries.

    Without it every request of a busy site would wait for a connection, those behind them for these, and nobody would
    get the page that says what is amiss within five seconds.
    """

    def __init__(self) -> None:
        self._shut_until: float | None = None
        self._trying = Lock()

    @contextmanager
    def passed(self) -> Iterator[bool]:
        """Tell whether a request may go on; one that tries opens the gate unless `shut` is called meanwhile."""
        if self._shut_until is None:
            yield True
            return
        if time.monotonic() < self._shut_until or not self._trying.acquire(blocking=False):
            yield False
            return
        before = self._shut_until
        try:
            yield True
        finally:
            if self._shut_until == before:
                self._shut_until = None
            self._trying.release()

    def shut(self) -> None:
        """The database did not answer."""
        self._shut_until = time.monotonic() + PAUSE

    def open(self) -> None:
        """Let everybody through again: between two tests."""
        self._shut_until = None


gate = Gate()
