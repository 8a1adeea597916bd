"""The trail is verified, and what came of it is kept (SEC-07)."""

from collections.abc import Iterable, Sequence
from time import monotonic

from django.db import transaction

from kexie.core.actors import Actor
from kexie.foundation.records import rules
from kexie.foundation.records.actions.seals import hold_still
from kexie.foundation.records.models import Verification
from kexie.foundation.records.queries import verifying
from kexie.foundation.records.queries.verifying import Head, Tell

KEPT = 200  # findings and notes that are kept of one verification


@transaction.atomic
def verify(
    *,
    by: Actor,
    exported: Sequence[Head] = (),
    first: int = 1,
    last: int | None = None,
    public_keys: Iterable[str] = (),
    tell: Tell = lambda records, seal: None,
) -> Verification:
    """Verify the trail, keep what came of it and return it.

    Sealing and writing go on meanwhile; only pruning waits. Raises `signing.Keyless` without any key.
    """
    began = monotonic()
    hold_still()
    outcome = verifying.verify(exported=exported, first=first, last=last, public_keys=public_keys, tell=tell)
    return Verification.objects.create(
        name=by.name,
        first=outcome.first,
        last=outcome.last,
        records=outcome.records,
        seconds=round(monotonic() - began, 1),
        findings=rules.shown(outcome.findings, KEPT),
        notes=rules.shown(outcome.notes, KEPT),
    )
