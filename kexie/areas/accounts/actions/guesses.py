"""How often something was tried: counted before it is tried, so that a thousand at once are no more than one by one."""

from collections.abc import Mapping

from django.core.cache import cache
from django.db import connection

from kexie.areas.accounts.models import Throttle
from kexie.foundation.people.rules import Counted, Limit

PROOF_SECONDS = 1200


def failures(keys: Mapping[Counted, str]) -> dict[Counted, int]:
    """Return how often each was counted lately."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, count FROM throttle WHERE key = ANY(%s) AND until > now()", [list(keys.values())])
        known = dict(cursor.fetchall())
    return {what: known.get(key, 0) for what, key in keys.items()}


def count(keys: Mapping[Counted, str], limits: Mapping[Counted, Limit]) -> dict[Counted, int]:
    """Count one more attempt for each; return how many it are since each one's time began."""
    counts: dict[Counted, int] = {}
    with connection.cursor() as cursor:
        for what, key in sorted(keys.items(), key=lambda item: item[1]):  # in one order, so that none waits in a circle
            cursor.execute(
                "INSERT INTO throttle AS kept (key, count, until) VALUES (%s, 1, now() + make_interval(mins => %s))"
                " ON CONFLICT (key) DO UPDATE SET"
                " count = CASE WHEN kept.until > now() THEN kept.count + 1 ELSE 1 END,"
                " until = CASE WHEN kept.until > now() THEN kept.until ELSE excluded.until END"
                " RETURNING count",
                [key, limits[what].minutes],
            )
            counts[what] = cursor.fetchone()[0]
    return counts


def forget(keys: Mapping[Counted, str]) -> None:
    """Take back an attempt that succeeded, and forget the owner's failures before it.

    What others did to the account, and the address to other accounts, stays.
    """
    for what, key in keys.items():
        if what in {Counted.PAIR, Counted.DEVICE}:
            Throttle.objects.filter(key=key).delete()
        else:
            with connection.cursor() as cursor:
                cursor.execute("UPDATE throttle SET count = count - 1 WHERE key = %s AND count > 0", [key])


def take_proof(signature: str) -> bool:
    """Take a proof of work; tell whether it was used for the first time."""
    return cache.add(f"proof:{signature[:64]}", True, PROOF_SECONDS)


def forget_guesses() -> int:
    """Delete counts whose time is over; return how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM throttle WHERE until <= now()")
        return int(cursor.rowcount)
