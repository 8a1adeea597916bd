"""Records whose time is over go, whole batches at a time; their seals stay (SEC-07, ADR 8)."""

from datetime import timedelta

from django.db import connection, transaction

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.foundation.records import rules
from kexie.foundation.records.actions.seals import put_pruned, wait_for_readers
from kexie.foundation.records.actions.writing import record
from kexie.foundation.records.models import Seal
from kexie.foundation.records.queries import verifying

STEP = 200_000  # records that go in one transaction, about


class Altered(RuntimeError):
    """What should go is not as it was sealed; the message tells how. It stays, as evidence."""


def prune_records(*, days: int, by: Actor, step: int = STEP) -> int:
    """Delete the records older than so many days, as far as whole seals from the oldest end; return how many.

    Owner's role only. Each step verifies what it deletes, seals that it went, and stands in the records. Raises
    ValidationError for less than six months and Altered where the trail is not as it was sealed.
    """
    rules.require_days(days)
    done = 0
    while gone := _prune_step(days, by=by, step=step):
        done += gone
    return done


@transaction.atomic
def _prune_step(days: int, *, by: Actor, step: int) -> int:
    wait_for_readers()
    if not (seals := _over(days, step)):
        return 0
    first, last = seals[0], seals[-1]
    if found := verifying.verify(first=first.number, last=last.number).findings:
        raise Altered("\n".join(rules.shown(found, verifying.SHOWN)))
    count = _delete(first, last)
    if count != sum(seal.count for seal in seals):
        raise Altered(f"第 {first.number} 批到第 {last.number} 批的记录数与封存时不同。")
    pruned = put_pruned(last.number)
    record("records.prune_records", pruned, by=by, after={"days": days, "pruned": count, "through": last.number})
    return count


def _over(days: int, step: int) -> list[Seal]:
    """Return the oldest seals that still have their records and that are over altogether, for one step."""
    until = clock.now() - timedelta(days=days)
    pruned = Seal.objects.filter(pruned_through__gt=0).order_by("pruned_through").last()
    left = Seal.objects.bare().filter(number__gt=pruned.pruned_through if pruned else 0).order_by("number")
    chosen: list[Seal] = []
    for seal in left.filter(count__gt=0).iterator(chunk_size=1000):
        if seal.last_at is None or seal.last_at >= until or sum(one.count for one in chosen) >= step:
            break
        chosen.append(seal)
    return chosen


def _delete(first: Seal, last: Seal) -> int:
    """Delete the records under these seals and all before them, and what helped to tell them apart."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM record WHERE era < %s OR era = %s AND (transaction, id) <= (%s, %s)",
            [last.era, last.era, *last.through],
        )
        count: int = cursor.rowcount
    Seal.objects.filter(number__gte=first.number, number__lte=last.number).update(witness=b"")
    return count
