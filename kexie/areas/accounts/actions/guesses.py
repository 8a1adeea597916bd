"""How often something was tried: counted before it is tried, so that a thousand at once are no more than one by one."""

from collections.abc import Mapping

from django.core.cache import cache
from django.db import connection

from kexie.areas.accounts.models import Throttle
from kexie.core.cipher import blind_index
from kexie.foundation.people.rules import Counted, Limit

PROOF_SECONDS = 1200


def keyed(parts: Mapping[Counted, str], *, what: str) -> dict[Counted, str]:
    """Return the keys under which tries are counted; they do not tell what was tried, by whom or from where."""
    return {kind: blind_index(f"{kind.value} {part}", purpose=f"throttle.{what}") for kind, part in parts.items()}


def network(address: str) -> str:
    """Return the part of an address that counts: a whole network of the newer ones, for one household has billions.

    >>> network("203.0.113.7"), network("2001:db8:1:2:3:4:5:6")
    ('203.0.113.7', '2001:db8:1:2')
    """
    return ":".join(address.split(":")[:4]) if ":" in address else address


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
