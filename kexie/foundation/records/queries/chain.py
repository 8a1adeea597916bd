"""The records in the form in which they are sealed, and the end of the chain."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from kexie.foundation.records import rules
from kexie.foundation.records.models import Seal

# What is hashed of a record: every column, as COPY's text format escapes it. A jsonb has one text only (keys in its own
# order, no doubles, fixed spaces), a moment is written out in UTC, so neither settings nor sessions change a byte.
CANONICAL = """
    era, transaction, id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), what, person, name, address,
    device, thing, thing_id, organisation, organisation_path, before::text, after::text
"""
LAST = (2**63 - 1, 2**63 - 1)
Place = tuple[int, int]  # of a record in its era: transaction and number


def rows(
    era: int, *, after: Place = rules.START, through: Place = LAST, below: int | None = None, limit: int | None = None
) -> Iterator[bytes]:
    """Give the records of an era in the order of the chain, each as one line in the canonical form.

    `after` is the place of the last record that is not wanted, `below` a transaction that all of them must precede.
    """
    conditions = [
        f"era = {era:d}",
        "(transaction, id) > ({:d}, {:d})".format(*after),
        "(transaction, id) <= ({:d}, {:d})".format(*through),
    ]
    if below is not None:
        conditions.append(f"transaction < {below:d}")
    limited = f"LIMIT {limit:d}" if limit else ""
    wanted = " AND ".join(conditions)  # numbers alone
    chosen = f"SELECT {CANONICAL} FROM record WHERE {wanted} ORDER BY era, transaction, id {limited}"  # noqa: S608
    with connection.cursor() as cursor, cursor.copy(f"COPY ({chosen}) TO STDOUT") as copy:
        for row in copy:
            yield bytes(row)


def head() -> Seal | None:
    """Return the last seal."""
    return Seal.objects.bare().order_by("number").last()


def oldest_running() -> int:
    """Return the transaction below which all have ended: what they wrote, everybody sees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        found: int = cursor.fetchone()[0]
        return found


def waiting(last: Seal | None, *, most: int) -> int:
    """Count the records that are not sealed yet, up to a number."""
    where, given = _beyond(last)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM record WHERE {where} LIMIT %s) AS w", [*given, most])  # noqa: S608
        found: int = cursor.fetchone()[0]
        return found


def oldest_waiting(last: Seal | None) -> datetime | None:
    """Return when the first of the records happened that are not sealed yet."""
    where, given = _beyond(last)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT at FROM record WHERE {where} ORDER BY era, transaction, id LIMIT 1", given)  # noqa: S608
        found = cursor.fetchone()
    return found[0] if found else None


def _beyond(last: Seal | None) -> tuple[str, list[int]]:
    era, place = (last.era, last.through) if last else (0, rules.START)
    return "era = %s AND (transaction, id) > (%s, %s)", [era, *place]
