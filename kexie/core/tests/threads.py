"""Two things at the same moment: real threads, each with its own connection to the real database."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")
PATIENCE = 60  # seconds after which a test gives up instead of hanging


def at_once(*deeds: Callable[[], Result]) -> list[Result | BaseException]:
    """Do things at the same moment; return what came of each, or what it raised."""
    gate = Barrier(len(deeds))

    def run(deed: Callable[[], Result]) -> Result:
        gate.wait(PATIENCE)
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return outcomes([start(pool, partial(run, deed)) for deed in deeds])


def start(pool: ThreadPoolExecutor, deed: Callable[[], Result]) -> "Future[Result]":
    """Begin something in a thread that closes its connection at the end."""

    def run() -> Result:
        try:
            return deed()
        finally:
            connection.close()

    return pool.submit(run)


def outcomes(futures: "list[Future[Result]]") -> list[Result | BaseException]:
    """Wait for all and return what came of each, or what it raised."""
    return [future.exception(PATIENCE) or future.result() for future in futures]


def until_blocked(count: int = 1) -> None:
    """Return as soon as that many connections wait for a lock; so a test need not guess how long to sleep."""
    given_up = time.monotonic() + PATIENCE
    blocked = 0
    with connection.cursor() as cursor:
        while blocked < count:
            assert time.monotonic() < given_up, f"only {blocked} of {count} wait for a lock"
            cursor.execute(
                "SELECT count(DISTINCT waiting.pid) FROM pg_locks AS waiting JOIN pg_locks AS held USING (pid)"
                " JOIN pg_database ON oid = held.database WHERE NOT waiting.granted AND datname = current_database()"
            )
            (blocked,) = cursor.fetchone()
