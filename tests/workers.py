"""Real workers for tests, in processes of their own: they work until they are told to stop, or are killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep

from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

PATIENCE = 90.0


def database(role: str = "kexie_app") -> str:
    """Return the test database's address."""
    given = connection.settings_dict
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    known = {name: given[key] for name, key in names.items() if given[key]}
    return make_conninfo(**known, options=f"-c role={role}")


@contextmanager
def worker(**environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker as in life, on the test database."""
    command = [sys.executable, "-m", "kexie", "worker"]
    known = {**os.environ, "DATABASE_URL": database(), **environment}
    process = subprocess.Popen(command, env=known, cwd=settings.HERE.parent)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until(holds: Callable[[], bool], told: Callable[[], object]) -> None:
    """Wait for something that a worker does; where it does not come, fail with what is `told`."""
    end = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < end, f"waited in vain: {told()}"
        sleep(0.02)


def is_locked_out(table: str) -> bool:
    """Tell whether somebody waits for a lock on a whole table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_class ON pg_class.oid = relation WHERE relname = %s AND NOT granted",
            [table],
        )
        return bool(cursor.fetchone()[0])
