"""Records to be sealed, sealing that waits for other tests' transactions, and the hand of the tables' owner."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from kexie.core.actors import Actor
from kexie.core.tests.threads import PATIENCE
from kexie.foundation.records.actions import raise_era, seal
from kexie.foundation.records.models import Record
from kexie.foundation.records.queries import chain

BY = Actor(person=7, name="王敏", address="192.0.2.7", device="Firefox")


def written(count: int = 1, **fields: Any) -> list[Record]:
    """Write that many records, each in its own transaction unless one is open."""
    usual = {"what": "tests.try", "person": 7, "name": "王敏", "thing": "regions.region", "thing_id": "430603"}
    return [Record.objects.create(**usual | fields) for _ in range(count)]


def all_sealed(**options: Any) -> int:
    """Seal until nothing waits: what other tests do on the same server holds sealing up for a moment."""
    deadline = time.monotonic() + 5 * PATIENCE  # of a server that others use, too
    done = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT txid_current()")
        now = cursor.fetchone()[0]
    while chain.oldest_running() < now:  # half of them sealed would be another trail than the test means
        assert time.monotonic() < deadline, "something runs for ever"
        time.sleep(0.05)
    while chain.waiting(chain.head(), most=1):
        assert time.monotonic() < deadline, "something runs for ever"
        done += seal(**options)
    return done


@contextmanager
def as_owner() -> Iterator[CursorWrapper]:
    """Act as the owner of the tables, who may do anything: in a transaction of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kexie_owner")
        yield cursor


@contextmanager
def era_raised() -> Iterator[None]:
    """Raise the era as a restore does; afterwards records are written into the first again."""
    with as_owner():
        raise_era(by=BY)
    try:
        yield
    finally:
        with as_owner() as cursor:
            cursor.execute("ALTER TABLE record ALTER era SET DEFAULT 0")
