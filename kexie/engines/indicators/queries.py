"""Known figures, and those that the platform counts, as pages need them."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps

from kexie.engines.indicators.models import Figure, Rollup
from kexie.engines.indicators.rules import Indicator
from kexie.foundation.organisations.models import Organisation

DATA = Path(__file__).parent / "data"
PUBLIC = (
    "enterprise_associations",
    "new_enterprise_associations",
    "park_associations",
    "enterprise_and_park_associations",
    "workstations",
    "share_with_premises",
    "share_with_full_time_staff",
    "share_with_budget",
)


def shipped() -> list[dict[str, Any]]:
    """Return the known figures that ship with the product (STA-06)."""
    figures: list[dict[str, Any]] = json.loads((DATA / "figures.json").read_text(encoding="utf-8"))["figures"]
    return figures


def latest_by_region(indicator: str, year: int) -> dict[str, int]:
    """Return the known figure of each region in a year; regions without one are missing, never zero.

    Where two sources differ the first registered one counts; both are listed by `figures`.
    """
    rows = Figure.objects.published().filter(indicator=indicator, year=year, region__isnull=False).order_by("-id")
    return {str(row.region_id): int(row.value) for row in rows}


def figures(*indicators: str) -> list[Figure]:
    """Return all known figures of some indicators with their regions, national ones first."""
    rows = Figure.objects.published().filter(indicator__in=indicators).select_related("region")
    return sorted(rows, key=lambda row: (row.region_id is not None, row.year or 9999, row.region_id or "", row.pk))


def national(indicator: str, year: int | None) -> Decimal | None:
    """Return the known national figure, or None where there is none."""
    row = Figure.objects.published().filter(indicator=indicator, year=year, region=None).first()
    return row.value if row else None


def counted() -> Iterator[Indicator]:
    """Give what the platform counts itself: the `COUNTED` of each app's `rules.py`."""
    for config in apps.get_app_configs():
        if config.name.startswith("kexie.") and find_spec(f"{config.name}.rules"):
            yield from getattr(import_module(f"{config.name}.rules"), "COUNTED", ())


def amounts(measure: str, body: Organisation) -> dict[str, int]:
    """Return how much of a measure there is under an association, by facet, at most a minute old."""
    return dict(Rollup.objects.of(measure, body).filter(amount__gt=0).values_list("facet", "amount"))


def amounts_of(measure: str, bodies: Iterable[int], *, facet: str) -> dict[int, int]:
    """Return how much of a facet there is under each of some associations."""
    rows = Rollup.objects.of(measure, *bodies).filter(facet=facet, amount__gt=0)
    return dict(rows.values_list("node", "amount"))
