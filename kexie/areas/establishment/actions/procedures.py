"""What an association sets for those who found bodies in its place."""

from collections.abc import Sequence

from django.db import transaction

from kexie.areas.establishment import rules
from kexie.areas.establishment.models import Procedure
from kexie.core.actors import Actor
from kexie.core.locks import lock
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
