"""Records are sealed in batches, and the last seal is carried out of the database (SEC-07, ADR 8)."""

import json
import logging
from pathlib import Path

from django.db import connection, transaction

from kexie.core import clock, signing
from kexie.core.actors import Actor
from kexie.core.locks import lock_name
from kexie.foundation.records import rules
from kexie.foundation.records.actions.writing import record
from kexie.foundation.records.models import Seal
from kexie.foundation.records.queries import chain

MOST = 200  # batches of one run: two million records, then the next minute's goes on
SEALING, READING = "records: sealing", "records: what is sealed is read"
log = logging.getLogger("kexie.trail")


class Rewound(RuntimeError):
    """Transactions have lower numbers than before: the database was restored and its era not raised."""


def seal(*, batch: int = rules.BATCH, most: int = MOST) -> int:
    """Seal what is committed and not yet sealed, a batch at a time; return how many records.

    What runs now is left for the next time: nothing is sealed above the oldest running transaction, so that nothing can
    come later into what is sealed. Where another process seals at this moment, nothing is done. Raises
    `signing.Keyless` without a key and Rewound in a restored database whose era was not raised.
    """
    done = 0
    for _ in range(most):
        if (sealed := _seal_batch(batch)) is None:
            break
        done += sealed.count
        if sealed.count < batch:
            break
    return done


@transaction.atomic
def _seal_batch(limit: int) -> Seal | None:
    if not _is_alone():
        return None
    former, below = chain.head(), chain.oldest_running()
    if former and below < former.below:
        raise Rewound("数据库恢复过备份，但审计记录没有另起一段：请执行 kexie raise_era。")
    return _seal_next(former, limit=limit, below=below)


def _seal_next(former: Seal | None, *, limit: int, below: int | None) -> Seal | None:
    """Seal the next batch after a seal; None where nothing waits. Without `below` everything has ended."""
    era, after = (former.era, former.through) if former else (0, rules.START)
    batch = rules.Batch()
    for row in chain.rows(era, after=after, below=below, limit=limit):
        batch.add(row)
    if not batch.count:
        return None
    is_all = batch.count < limit and below is not None
    return _put(former, era=era, batch=batch, below=below if is_all else batch.through[0])


def _put(
    former: Seal | None,
    *,
    era: int,
    batch: rules.Batch,
    below: int | None,
    pruned_through: int = 0,
    opens: bool = False,
) -> Seal:
    """Write the next seal. One without records has the place of the one before it, or opens an era."""
    through = batch.through if batch.count else former.through if former and not opens else rules.START
    row = Seal(
        number=former.number + 1 if former else 1,
        form=rules.FORM,
        era=era,
        below=below or 0,
        through_transaction=through[0],
        through_id=through[1],
        count=batch.count,
        first_at=batch.first_at,
        last_at=batch.last_at,
        pruned_through=pruned_through,
        contents=batch.contents,
        previous=former.digest if former else "",
        signer=signing.name(signing.public_key()),
        sealed_at=clock.now(),
        witness=bytes(batch.witness),
    )
    row.digest = rules.seal_digest(row.facts)
    row.signature = signing.sign(row.digest.encode())
    row.save(force_insert=True)
    return row


def put_pruned(through: int) -> Seal:
    """Write the seal that tells that the records up to a seal have gone, their time being over."""
    former = chain.head()
    if former is None:
        raise ValueError(through)
    return _put(former, era=former.era, batch=rules.Batch(), below=former.below, pruned_through=through)


@transaction.atomic
def raise_era(*, by: Actor) -> Seal:
    """Begin a new era after a restore, where transactions are counted from the start again; owner's role only.

    What the backup holds unsealed is sealed first, in its own era. Nobody else may be writing: the table is locked.
    """
    lock_name(SEALING)
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE record IN ACCESS EXCLUSIVE MODE")
    former = chain.head()
    while (sealed := _seal_next(former, limit=rules.BATCH, below=None)) is not None:
        former = sealed
    era = former.era + 1 if former else 1
    opening = _put(former, era=era, batch=rules.Batch(), below=0, opens=True)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE record ALTER era SET DEFAULT {era:d}")
    record("records.raise_era", opening, by=by, before={"era": era - 1}, after={"era": era})
    return opening


def export_head(folder: Path) -> dict[str, object] | None:
    """Write the last seal into a file of today's, and into the log; None where nothing is sealed yet.

    Whoever cuts off the end of the trail in the database cannot cut it off there: keep the files on another machine.
    """
    if (last := chain.head()) is None:
        return None
    told: dict[str, object] = {
        "number": last.number,
        "era": last.era,
        "digest": last.digest,
        "signature": last.signature,
        "signer": last.signer,
        "public_key": _public_key(last),
        "sealed_at": rules.moment_text(last.sealed_at),
    }
    log.info("last seal %s", json.dumps(told))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"seal-{clock.today():%Y-%m-%d}.json"
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(told, indent=1), encoding="utf-8")
    fresh.replace(file)
    return told


def _public_key(last: Seal) -> str:
    return signing.known().get(last.signer, "")


def hold_still() -> None:
    """Keep records from being pruned until the transaction ends; others may do the same at the same time."""
    _lock("pg_advisory_xact_lock_shared")


def wait_for_readers() -> None:
    """Wait until nobody reads what is sealed, and keep them waiting until the transaction ends."""
    _lock("pg_advisory_xact_lock")


def _lock(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [READING])


def _is_alone() -> bool:
    """Take the lock of sealing until the transaction ends; False where another process has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [SEALING])
        taken: bool = cursor.fetchone()[0]
        return taken
