"""What an association sets for those who found bodies in its place."""

from collections.abc import Sequence

from django.db import transaction

from kexie.areas.establishment import rules
from kexie.areas.establishment.models import Procedure, Seal
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.files import actions as files
from kexie.engines.files.rules import Upload
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import require_alive
from kexie.foundation.records.actions import record


@transaction.atomic
def change_procedure(
    body: Organisation,
    kind: str,
    *,
    regime: str,
    days: int | None,
    asked: Sequence[str] | None,
    extra: Sequence[str],
    seen: int,
    by: Actor,
) -> Procedure:
    """Set regime, time limit and checklist for a kind; what is empty or None is inherited (EST-01).

    Cases that have begun keep what they began with.
    """
    require_alive(status=lock(body).status)
    rules.require_days(days)
    known, _ = Procedure.objects.get_or_create(organisation=body, kind=kind)
    row = lock(known, seen=seen)
    before = {"regime": row.regime, "days": row.days, "asked": row.asked, "extra": row.extra}
    row.regime, row.days = regime, days
    row.asked = None if asked is None else [key for key in rules.CATALOGUE if key in asked]
    row.extra = [] if asked is None else list(extra)
    row.save(update_fields=["regime", "days", "asked", "extra", "revision"])
    after = {"kind": kind, "regime": regime, "days": days, "asked": row.asked, "extra": row.extra}
    record("establishment.change_procedure", row, by=by, before=before, after=after)
    return row


@transaction.atomic
def change_seal(body: Organisation, *, seen: int, by: Actor, seal: Upload | None = None, remove: bool = False) -> Seal:
    """Let an association's replies bear another seal from now on, or none; those that were issued stay (EST-10)."""
    require_alive(status=lock(body).status)
    row = lock(Seal.objects.get_or_create(organisation=body)[0], seen=seen)
    rules.require_seal(is_given=seal is not None, is_removed=remove)
    before = row.file
    row.file = None if remove or seal is None else files.keep(seal, by=by)
    row.save(update_fields=["file", "revision"])
    kept, new = (file.sha256 if file else None for file in (before, row.file))
    record("establishment.change_seal", row, by=by, organisation=body, before={"sha256": kept}, after={"sha256": new})
    return row
