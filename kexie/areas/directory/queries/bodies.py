"""The lists of organisations online."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from kexie.areas.directory.queries.numbers import kept, registered
from kexie.areas.directory.queries.searching import search
from kexie.core.lists import CAP, Listing, Sort, listing
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.regions import queries as regions
from kexie.foundation.regions.models import Region

SORTS = {
    "name": Sort("name", "按名称", ("name_key",)),
    "founded": Sort("founded", "按成立时间", ("founded_key",), descending=True),
}


SHOWN = (
    "id",
    "code",
    "name",
    "kind",
    "level",
    "region",
    "status",
    "founded_on",
    "founded_as",
    "name_key",
    "founded_key",
)
FILTERS = ("q", "listing", "region", "section", "ownership", "status", "sort", "after", "before")
PROPERTIES = ("section", "ownership", "status")
NAMESAKES = 6


@dataclass(frozen=True)
class Found:
    """The list as its page shows it: rows prepared, so that the template only writes them."""

    listing: Listing[Any]
    listed: str
    rows: list[dict[str, Any]]
    region: Region | None
    tabs: list[dict[str, Any]]
    notices: list[str]


def browse(bodies: OrganisationQuerySet, filters: Mapping[str, str]) -> Found:
    """Return a page of bodies of one public list, filtered and sorted.

    `filters` has q, listing, region, section, ownership, status, sort, after, before; an empty one does not filter.
    Without a list the first one counts in which something is found.
    """
    notices: list[str] = []
    region = _region(filters["region"], notices)
    rows = bodies.within(region.territory) if region else bodies
    sort, after, before = SORTS.get(filters["sort"], SORTS["name"]), filters["after"], filters["before"]
    properties = {name: filters[name] for name in PROPERTIES if filters[name]}
    if properties or filters["q"]:
        sought = search(rows, filters["q"], properties)
        numbers = sought.numbers()
        listed = filters["listing"] or _first(numbers)
        found = sought.page(listed, numbers[listed], columns=SHOWN, sort=sort, after=after, before=before)
        tabs = _tabs(numbers, filters, cap=CAP)
    else:
        numbers = {item.value: registered().public(region.code if region else "", item) for item in rules.Listing}
        listed = filters["listing"] or _first(numbers)
        shown = rows.filter(listing=listed).values_list(*SHOWN, named=True)
        found = listing(shown, sort=sort, after=after, before=before, total=numbers[listed])
        tabs = _tabs(numbers, filters)
    if found.lost:
        notices.append("没有找到这一页，已回到第一页。")
    return Found(listing=found, listed=listed, rows=_rows(found.rows), region=region, tabs=tabs, notices=notices)


def chosen(bodies: OrganisationQuerySet, filters: Mapping[str, str]) -> tuple[OrganisationQuerySet, str, Region | None]:
    """Return all bodies that the filters of the list choose, in its order, with the list and the region they mean."""
    known = {name: filters.get(name, "") for name in FILTERS}
    found = browse(bodies, known | {"after": "", "before": ""})
    rows = bodies.within(found.region.territory) if found.region else bodies
    if properties := {name: known[name] for name in PROPERTIES if known[name]}:
        rows = rows.having(**properties)
    sort = SORTS.get(known["sort"], SORTS["name"])
    order = [f"-{name}" if sort.descending else name for name in sort.key]
    return rows.matching(known["q"]).filter(listing=found.listed).order_by(*order), found.listed, found.region


def _first(numbers: Mapping[str, int]) -> str:
    """Return the first list in which there is something, or the first of all."""
    return next((item for item, number in numbers.items() if number), rules.Listing.ENTERPRISE.value)


def _tabs(numbers: Mapping[str, int], filters: Mapping[str, str], cap: int | None = None) -> list[dict[str, Any]]:
    """Return the lists as tabs with their numbers, which may have been counted up to a cap."""
    return [
        {
            "code": item.value,
            "label": rules.LISTING_LABELS[item],
            "count": f"{cap:,}+" if cap is not None and number > cap else f"{number:,}",
            "url": with_filters(filters, listing=item.value),
        }
        for item, number in ((item, numbers[item]) for item in rules.Listing)
    ]


def namesakes(text: str, filters: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the regions that are called like what was searched for, as links to what is registered there."""
    if not text:
        return []
    called = Q(short_name=text) | Q(name=text) | Q(pinyin=text.lower())
    regions_called = Region.objects.published().current().filter(called)[:NAMESAKES]
    names = region_names()
    return [
        {"label": names[region.code], "url": with_filters(filters, q="", region=region.code)}
        for region in regions_called
    ]


def _region(code: str, notices: list[str]) -> Region | None:
    if not code:
        return None
    region = regions.find(code)
    if region is None:
        notices.append(f"没有代码为 {code} 的地区，已按全部地区显示。")
    elif region.code != code:
        notices.append(f"代码 {code} 的行政区划已经调整，现按{region.name}显示。")
    elif not region.is_current:
        notices.append(f"{region.name}已于 {region.abolished_on} 撤销，下面是原来登记在那里的组织。")
    return region


def _rows(bodies: Iterable[Any]) -> list[dict[str, Any]]:
    places, base = region_names(), _address()
    return [
        {
            "name": body.name,
            "url": f"{base}{body.code}/",
            "kind": rules.label(body.kind, body.level),
            "place": places.get(body.region, ""),
            "badge": "" if body.status == rules.Status.ACTIVE else rules.STATUS_LABELS[rules.Status(body.status)],
            "founded": founded(body),
        }
        for body in bodies
    ]


def founded(body: Organisation) -> str:
    """Return when the body was founded, as precisely as is known: 1984, 2019-01 or 2019-09-12."""
    return body.founded_as or (body.founded_on.isoformat() if body.founded_on else "")


def region_names() -> dict[str, str]:
    """Return for each code the place as a list shows it: 湖南岳阳云溪区."""

    def make() -> dict[str, str]:
        names: dict[str, str] = {}
        for code, name, short, level, parent in (
            Region.objects.published().order_by("level").values_list("code", "name", "short_name", "level", "parent")
        ):
            above = names.get(parent or "", "")
            names[code] = above + (name if level == 3 else short)
        return names

    return kept("directory.region_names", make)


@dataclass(frozen=True)
class Choice:
    """One option of a filter, with how many bodies it would leave by itself, as it is written."""

    code: str
    label: str
    count: str


def region_choices(region: Region | None, listed: str) -> list[Choice]:
    """Return the regions one step below, with the numbers of bodies of that list registered there."""

    def make() -> list[Choice]:
        numbers = registered()
        steps = Region.objects.published().current().filter(parent=region).order_by("code")
        return [
            Choice(
                code=step.code,
                label=step.name if step.level == 3 else step.short_name,
                count=f"{number:,}" if (number := numbers.public(step.code, listed)) else "",
            )
            for step in steps
        ]

    return kept(f"directory.regions.{region.pk if region else ''}.{listed}", make)


def newest(bodies: OrganisationQuerySet, count: int) -> list[dict[str, Any]]:
    """Return the bodies whose page went online last."""
    rows = bodies.filter(listing__in=rules.GRASSROOTS_LISTS).order_by("-published_at", "-id")
    shown = list(rows.values_list(*SHOWN, "published_at", named=True)[:count])
    return [row | {"at": body.published_at} for row, body in zip(_rows(shown), shown, strict=True)]


def with_filters(filters: Mapping[str, str], **changed: str) -> str:
    """Return the address of the list with some filters changed, from its first page."""
    chosen = {name: value for name, value in {**filters, "after": "", "before": "", **changed}.items() if value}
    return f"{_address()}?{urlencode(chosen)}" if chosen else _address()


@cache
def _address() -> str:
    """The address of the list, looked up once: every page has it in fifty links."""
    return reverse("directory:browse")


def steps(region: Region | None, listed: str, filters: Mapping[str, str]) -> dict[str, Any]:
    """Return the way down to the chosen region and the regions one step below it, as links, and that of its map.

    A region has no number where other filters are on: it would not be what the link leads to (STA-10).
    """
    way = list(regions.way(region)) if region else []
    above = region if region is None or region.level < 3 else region.parent
    choices = region_choices(above, listed)
    is_filtered = any(filters[name] for name in ("q", *PROPERTIES))
    below = [
        {
            "id": f"region-{choice.code}",
            "label": choice.label,
            "count": "" if is_filtered else choice.count,
            "url": with_filters(filters, region=choice.code),
            "chosen": region is not None and choice.code == region.code,
        }
        for choice in choices
    ]
    return {
        "way": [
            {
                "id": "" if step == region and above != region else f"region-{step.code}",
                "label": step.short_name,
                "url": with_filters(filters, region=step.code),
            }
            for step in way
        ],
        "all": with_filters(filters, region=""),
        "label": step_label(above, choices),
        "below": below,
        "map": reverse("directory:distribution", args=[above.code] if above else []),
    }


def step_label(above: Region | None, choices: Iterable[Choice]) -> str:
    """Return what the regions one step below are called; some provinces have counties without a city between."""
    if above is None:
        return "省份"
    has_cities = above.level == 1 and any(choice.code.endswith("00") for choice in choices)
    return "城市" if has_cities else "区县"


def pages(found: Listing[Organisation], filters: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses of the pages around this one."""
    return {
        "first": with_filters(filters) if found.previous else "",
        "previous": with_filters(filters, before=found.previous) if found.previous else "",
        "next": with_filters(filters, after=found.next) if found.next else "",
        "last": with_filters(filters, before="end") if found.next else "",
    }
