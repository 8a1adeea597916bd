"""The distribution of bodies over the regions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.templatetags.static import static
from django.urls import reverse

from kexie.areas.directory.queries.numbers import registered
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.queries import CORPS, Registered
from kexie.foundation.regions.models import Region

XINJIANG = "650000"


@dataclass(frozen=True)
class Place:
    """One row of the distribution: a region with its numbers."""

    code: str
    name: str
    url: str
    counts: Mapping[str, int]
    known: int | None = None
    note: str = ""

    @property
    def enterprise(self) -> int:
        """Enterprise associations, joint associations and workstations."""
        return self.counts[rules.Listing.ENTERPRISE]

    @property
    def park(self) -> int:
        """Park associations."""
        return self.counts[rules.Listing.PARK]

    @property
    def union(self) -> int:
        """Federations and consortia."""
        return self.counts[rules.Listing.UNION]

    @property
    def total(self) -> int:
        """All three lists together."""
        return sum(self.counts.values())


def places(region: Region | None, known: Mapping[str, int]) -> list[Place]:
    """Return the regions one step below with their numbers; for the nation the Corps too.

    Xinjiang's row is without the Corps', so that no body is counted twice.
    """
    numbers = registered()
    rows = [
        _place(step, numbers, known)
        for step in Region.objects.published().current().filter(parent=region).order_by("code").select_related("parent")
    ]
    if region is None:
        corps = _counts(numbers, CORPS)
        rows = [_without(row, corps) if row.code == XINJIANG else row for row in rows]
        rows.append(Place(CORPS, "新疆生产建设兵团", "", corps, known.get(CORPS)))
    else:
        rows += _own(region, numbers, rows)
    return rows


def of_corps(region: Region | None) -> int:
    """Return how many of a region's bodies are the Corps', which the nation's table lists apart."""
    is_xinjiang = region is not None and region.code == XINJIANG
    return sum(_counts(registered(), CORPS).values()) if is_xinjiang else 0


def _counts(numbers: Registered, code: str) -> dict[str, int]:
    return {item.value: numbers.number(code, item) for item in rules.GRASSROOTS_LISTS}


def _own(region: Region, numbers: Registered, rows: Sequence[Place]) -> list[Place]:
    """Return what is registered in the region as a whole and in none of its parts, as a last row."""
    rest = {
        item: count - sum(row.counts[item] for row in rows) for item, count in _counts(numbers, region.code).items()
    }
    label = "省（自治区、直辖市）本级" if region.level == 1 else "市（州）本级"
    return [Place(region.code, label, "", rest)] if any(rest.values()) else []


def _place(region: Region, numbers: Registered, known: Mapping[str, int]) -> Place:
    is_county = region.level == 3
    if region.code[:2] in {"71", "81", "82"}:
        url = ""
    elif is_county:
        url = f"{reverse('directory:browse')}?{urlencode({'region': region.code})}"
    else:
        url = reverse("directory:distribution", args=[region.code])
    name = region.name if is_county else region.short_name
    return Place(region.code, name, url, _counts(numbers, region.code), known.get(region.code))


def _without(place: Place, corps: Mapping[str, int]) -> Place:
    counts = {item: count - corps[item] for item, count in place.counts.items()}
    return replace(place, counts=counts, note="不含兵团")


def total(rows: Iterable[Place]) -> dict[str, int]:
    """Return the sums of a distribution's columns."""
    rows = list(rows)
    return {
        "enterprise": sum(row.enterprise for row in rows),
        "park": sum(row.park for row in rows),
        "union": sum(row.union for row in rows),
        "total": sum(row.total for row in rows),
    }


def ranking(rows: Iterable[Place], by: str, count: int = 10) -> list[dict[str, Any]]:
    """Return the first places by `known` or `total`, with their share of the first for a bar.

    Places without a known figure are left out: unknown is not zero.
    """
    ranked = sorted(
        ((getattr(row, by), row) for row in rows if getattr(row, by)), key=lambda pair: (-pair[0], pair[1].code)
    )
    best = ranked[0][0] if ranked else 1
    return [
        {"place": place, "number": number, "share": max(1, round(100 * number / best))}
        for number, place in ranked[:count]
    ]


def map_data(region: Region | None, rows: Iterable[Place]) -> dict[str, Any] | None:
    """Return what the map script draws, or None where there is no map (below the provinces)."""
    if region is not None and region.level > 1:
        return None
    rows = list(rows)
    name = region.code if region else "china"
    return {
        "map": name,
        "geo": static(f"vendor/maps/{name}.json"),
        "title": f"{region.name if region else '全国'}企业科协组织平台登记数",
        "hint": _hint(region, rows),
        "rows": [
            {
                "id": row.code,
                "name": row.name,
                "value": row.total,
                "enterprise": row.enterprise,
                "park": row.park,
                "union": row.union,
                "url": row.url,
            }
            for row in rows
            if row.code not in {CORPS, name}
        ],
    }


def _hint(region: Region | None, rows: Sequence[Place]) -> str:
    """Return what a click on the map does; municipalities have no cities, and some maps lead nowhere."""
    if region is None:
        return "点击省份查看各市"
    leading = [row.code for row in rows if row.url]
    if any(code.endswith("00") for code in leading):
        return "点击城市查看各区县"
    return "点击区县查看那里的组织" if leading else ""
