"""Looking divisions up: the shipped data, an old code's successor, the way from the top."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kexie.foundation.regions import rules
from kexie.foundation.regions.models import Region, RegionChange

DATA = Path(__file__).parent / "data"
TABLE_DATE = date(2023, 6, 30)  # of the shipped table; what happened since is among the shipped changes


def shipped_rows() -> list[dict[str, str]]:
    """Return the rows of the shipped division table (codes of 2023-06-30)."""
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shipped_changes() -> list[rules.Change]:
    """Return the known changes, from 2014 on: those up to the table's date explain codes that are gone."""
    return read_changes((DATA / "changes.json").read_text(encoding="utf-8"))


def read_changes(text: str) -> list[rules.Change]:
    """Return the changes of a JSON file, in the order of their dates.

    Raises ValueError or KeyError when the file is not of the form that `data/README.md` describes.
    """
    changes = [change for entry in json.loads(text)["changes"] for change in _changes(entry)]
    return sorted(changes, key=lambda change: change.effective_on)


def _changes(entry: Mapping[str, Any]) -> Iterator[rules.Change]:
    """Give the single changes of an entry: one may rename, carry over or add several divisions at once."""
    kind, origin, into = rules.ChangeKind(entry["kind"]), tuple(entry.get("from", ())), tuple(entry.get("into", ()))
    whole = rules.Change(
        kind=kind,
        effective_on=date.fromisoformat(entry["effective_on"]),
        origin=origin,
        into=into,
        names=dict(zip(into or origin, entry.get("names", ()), strict=False)),
        former_names=dict(zip(origin, entry.get("from_names", ()), strict=False)),
        note=entry.get("note", ""),
    )
    match kind:
        case rules.ChangeKind.RENAMED:
            yield from (replace(whole, origin=(code,), into=()) for code in origin)
        case rules.ChangeKind.RECODED:
            yield from (replace(whole, origin=(old,), into=(new,)) for old, new in zip(origin, into, strict=True))
        case rules.ChangeKind.ADDED:
            yield from (replace(whole, into=(code,)) for code in into)
        case _:
            yield whole


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
