"""What an association sets for the changes of its bodies (EST-11)."""

from collections.abc import Sequence

from django.db import transaction

from kexie.areas.standing import rules
from kexie.areas.standing.models import Policy
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import require_alive
from kexie.foundation.records.actions import record


@transaction.atomic
def change_policy(
    body: Organisation, *, reviewed: Sequence[str] | None, days: int | None, seen: int, by: Actor
) -> Policy:
    """Set which changes are reviewed and how fast; None is inherited. Petitions that were made keep their days."""
    require_alive(status=lock(body).status)
    rules.require_days(days)
    known, _ = Policy.objects.get_or_create(organisation=body)
    row = lock(known, seen=seen)
    before = {"reviewed": row.reviewed, "days": row.days}
    row.reviewed = None if reviewed is None else [what for what in rules.CHOOSABLE if what in reviewed]
    row.days = days
    row.save(update_fields=["reviewed", "days", "revision"])
    after = {"reviewed": row.reviewed, "days": days}
    record("standing.change_policy", row, by=by, before=before, after=after)
    return row
