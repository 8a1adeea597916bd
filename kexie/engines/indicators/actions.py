"""Loading known figures."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from kexie.core.actors import Actor
from kexie.engines.indicators.models import Figure
from kexie.foundation.records.actions import record


@transaction.atomic
def load(figures: Iterable[Mapping[str, Any]], *, by: Actor) -> int:
    """Register known figures that are missing; return how many were new."""
    before = Figure.objects.count()
    Figure.objects.bulk_create(
        [
            Figure(
                indicator=row["indicator"],
                region_id=row.get("region"),
                year=row.get("year"),
                value=row["value"],
                is_approximate=row.get("approximate", False),
                wording=row.get("wording", ""),
                source=row["source"],
            )
            for row in figures
        ],
        ignore_conflicts=True,
    )
    new = Figure.objects.count() - before
    if new and (first := Figure.objects.first()):
        record("indicators.load", first, by=by, after={"new": new})
    return new
