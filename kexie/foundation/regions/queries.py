"""Looking divisions up: the shipped data, an old code's successor, the way from the top."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kexie.foundation.regions import rules
from kexie.foundation.regions.models import Region, RegionChange

DATA = Path(__file__).parent / "data"


def shipped_rows() -> list[dict[str, str]]:
    """Return the rows of the shipped division table (codes of 2023-06-30)."""
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shipped_changes() -> list[rules.Change]:
    """Return the changes before and after the table's date that are known."""
    return read_changes((DATA / "changes.json").read_text(encoding="utf-8"))


def read_changes(text: str) -> list[rules.Change]:
    """Return the changes of a JSON file, in the order of their dates.

    Raises ValueError or KeyError when the file is not of the form that `data/README.md` describes.
    """
    changes = [
        rules.Change(
            kind=rules.ChangeKind(entry["kind"]),
            effective_on=date.fromisoformat(entry["effective_on"]),
            origin=tuple(entry.get("from", ())),
            into=tuple(entry.get("into", ())),
            names=dict(zip(entry.get("into", ()) or entry.get("from", ()), entry.get("names", ()), strict=False)),
            former_names=dict(zip(entry.get("from", ()), entry.get("from_names", ()), strict=False)),
            note=entry.get("note", ""),
        )
        for entry in json.loads(text)["changes"]
    ]
    return sorted(changes, key=lambda change: change.effective_on)


def find(code: str) -> Region | None:
    """Return today's division for a code: itself, or what took an abolished one's place; None if nobody knows it."""
    if not rules.is_code(code):
        return None
    region = Region.objects.select_related("successor").filter(pk=code).first()
    while region is not None and region.successor is not None:
        region = region.successor
    return region


def way(region: Region) -> Iterator[Region]:
    """Give the divisions from the province down to this one."""
    if region.parent is not None:
        yield from way(region.parent)
    yield region


def applied() -> set[tuple[str, date, tuple[str, ...], tuple[str, ...]]]:
    """Return which changes were applied, in the form `(kind, effective_on, origin, into)`."""
    return {
        (kind, day, tuple(origin), tuple(into))
        for kind, day, origin, into in RegionChange.objects.values_list("kind", "effective_on", "origin", "into")
    }
