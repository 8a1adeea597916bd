"""The bodies that the handbook names, with the facts it gives and in our own words (SOURCES.md)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from kexie.core.actors import Actor
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.regions.models import Region

Entry = dict[str, Any]
HERE = Path(__file__).parent
SOURCE = "《企业科协工作手册》（中国石化出版社，2022 年）"
ALL_SECTIONS = [section.value for section in rules.Section]


def entries() -> list[Entry]:
    """Return the entries of bodies.json."""
    found: list[Entry] = json.loads((HERE / "bodies.json").read_text(encoding="utf-8"))
    return found


@transaction.atomic
def load(*, by: Actor) -> int:
    """Register the named bodies with hosts, parts, pages and relations; return how many bodies."""
    loaded = {entry["key"]: _load(entry, by=by) for entry in entries()}
    for entry in entries():
        for relation in entry["relations"]:
            edge = rules.Edge[relation["kind"].upper()]
            if thing := loaded.get(relation["object"]):
                actions.relate(loaded[entry["key"]], thing, edge=edge, by=by)
    return len(loaded)


def _load(entry: Entry, *, by: Actor) -> Organisation:
    region = Region.objects.get(pk=entry["region"])
    superior = superior_of(region, entry["superior"])
    founded_on, founded_as = partial_date(entry["founded"])
    body = actions.add(
        superior,
        kind=entry["kind"],
        name=entry["name"],
        short_name=entry["short_name"],
        region=region,
        founded_on=founded_on,
        founded_as=founded_as,
        profile={"members": entry["members"], "parts": entry["branch_counts"]},
        by=by,
    )
    if host := entry["host"]:
        actions.relate(body, _registered(host, region, superior, by=by), edge=rules.Edge.HOSTED_BY, by=by)
    if lead := entry.get("lead"):
        _join(_registered(lead, region, superior, by=by), body, is_lead=True, by=by)
    for name in entry.get("participants", ()):
        _join(_registered({"kind": "enterprise", "name": name}, region, superior, by=by), body, is_lead=False, by=by)
    _add_branches(body, entry, by=by)
    actions.present(
        body,
        introduction=entry["introduction"],
        highlights=[fact["text"][:120] for fact in entry["facts"]],
        source=SOURCE,
        released=ALL_SECTIONS,
        by=by,
    )
    return actions.publish(body, by=by)


def superior_of(region: Region, wanted: str) -> Organisation:
    """Return the association a body hangs under: of the county, prefecture or province of its region, or the nation."""
    if wanted == "national":
        return Organisation.objects.get(level=rules.Level.NATIONAL)
    digits = {"county": 6, "prefecture": 4, "provincial": 2}[wanted]
    codes = [region.pk[:count].ljust(6, "0") for count in (6, 4, 2) if count <= digits]
    found = {body.region_id: body for body in Organisation.objects.live().associations().filter(region__in=codes)}
    return next(found[code] for code in codes if code in found)


def partial_date(text: str | None) -> tuple[date | None, str]:
    """Return a date of known precision: its first day, and what is known of it.

    >>> partial_date("2019-09"), partial_date(None)
    ((datetime.date(2019, 9, 1), '2019-09'), (None, ''))
    """
    if not text:
        return None, ""
    parts = [int(part) for part in text.split("-")]
    return date(*[*parts, 1, 1][:3]), text


def _registered(host: Entry, region: Region, superior: Organisation, *, by: Actor) -> Organisation:
    """Return the enterprise or park of that name, registered at its first mention."""
    known = Organisation.objects.filter(kind=host["kind"], name=host["name"]).first()
    if known is not None:
        return known
    particulars = {
        "ownership": host.get("ownership") or "",
        "central_soe": host.get("central_soe"),
        "industry": host.get("industry") or "",
    }
    body = actions.add(
        superior,
        kind=host["kind"],
        name=host["name"],
        region=region,
        profile=particulars if host["kind"] == "enterprise" else None,
        by=by,
    )
    actions.present(body, source=SOURCE, released=[rules.Section.PARTICULARS, rules.Section.RELATIONS], by=by)
    return actions.publish(body, by=by)


def _join(enterprise: Organisation, body: Organisation, *, is_lead: bool, by: Actor) -> None:
    edge = rules.Edge.PARTICIPANT_OF if body.kind == "consortium" else rules.Edge.CO_FOUNDER_OF
    actions.relate(enterprise, body, edge=edge, is_lead=is_lead, by=by)


def _add_branches(body: Organisation, entry: Entry, *, by: Actor) -> None:
    if branches := [(branch["kind"], branch["name"]) for branch in entry["branches"]]:
        actions.add_branches(body, branches=branches, by=by)
