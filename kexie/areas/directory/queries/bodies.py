"""The lists of organisations online."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from kexie.areas.directory.queries.numbers import kept, registered
from kexie.core.lists import Listing, Sort, listing
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.regions import queries as regions
from kexie.foundation.regions.models import Region

SORTS = {
    "name": Sort("name", "按名称", ("name_key",)),
    "founded": Sort("founded", "按成立时间", ("founded_key",), descending=True),
}


@dataclass(frozen=True)
class Found:
    """The list as its page shows it: rows prepared, so that the template only writes them."""

    listing: Listing[Organisation]
    rows: list[dict[str, Any]]
    region: Region | None
    notices: list[str] = field(default_factory=list)


def browse(bodies: QuerySet[Organisation], filters: Mapping[str, str]) -> Found:
    """Return a page of bodies of one public list, filtered and sorted.

    `filters` has q, listing, region, section, ownership, status, sort, after, before; an empty one does not filter.
    """
    notices: list[str] = []
    rows = bodies.filter(listing=filters["listing"] or rules.Listing.ENTERPRISE)
    region = _region(filters["region"], notices)
    if region is not None:
        rows = rows.within(region.territory)  # type: ignore[attr-defined]
    properties = {name: filters[name] for name in ("section", "ownership", "status") if filters[name]}
    if properties:
        rows = rows.having(**properties)  # type: ignore[attr-defined]
    if filters["q"]:
        rows = rows.matching(filters["q"])  # type: ignore[attr-defined]
    found = listing(
        rows.only("code", "name", "kind", "level", "region", "status", "founded_on", "founded_as", "name_key", "founded_key"),
        sort=SORTS.get(filters["sort"], SORTS["name"]),
        after=filters["after"],
        before=filters["before"],
    )
    if found.lost:
        notices.append("没有找到这一页，已回到第一页。")
    return Found(listing=found, rows=_rows(found.rows), region=region, notices=notices)


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


def _rows(bodies: Iterable[Organisation]) -> list[dict[str, Any]]:
    places = region_names()
    base = reverse("directory:browse")
    return [
        {
            "name": body.name,
            "url": f"{base}{body.code}/",
            "kind": rules.KINDS[body.kind].label,
            "place": places.get(body.region_id or "", ""),
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
        for code, name, short, level, parent in Region.objects.order_by("level").values_list(
            "code", "name", "short_name", "level", "parent"
        ):
            above = names.get(parent or "", "")
            names[code] = above + (name if level == 3 else short)
        return names

    return kept("directory.region_names", make)


@dataclass(frozen=True)
class Choice:
    """One option of a filter, with how many bodies it would leave."""

    code: str
    label: str
    count: int


def region_choices(region: Region | None, listed: str) -> list[Choice]:
    """Return the regions one step below, with the numbers of bodies of that list registered there."""
    numbers = registered()
    steps = Region.objects.current().filter(parent=region).order_by("code").values_list("code", "short_name", "name", "level")
    return kept(
        f"directory.regions.{region.pk if region else ''}.{listed}",
        lambda: [
            Choice(code, name if level == 3 else short, numbers.public(code, listed)) for code, short, name, level in steps
        ],
    )


def newest(bodies: QuerySet[Organisation], count: int) -> list[dict[str, Any]]:
    """Return the bodies whose page went online last."""
    rows = bodies.exclude(listing="").order_by("-published_at", "-id")[:count]
    return [row | {"at": body.published_at} for row, body in zip(_rows(rows), rows, strict=True)]


def with_filters(filters: Mapping[str, str], **changed: str) -> str:
    """Return the address of the list with some filters changed, from its first page."""
    chosen = {name: value for name, value in {**filters, "after": "", "before": "", **changed}.items() if value}
    return f"{reverse('directory:browse')}?{urlencode(chosen)}" if chosen else reverse("directory:browse")


def lists(region: Region | None, filters: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the three lists as tabs, with the numbers of their pages in that region."""
    numbers = registered()
    return [
        {
            "code": item.value,
            "label": label,
            "count": numbers.public(region.code if region else "", item),
            "url": with_filters(filters, listing=item.value),
        }
        for item, label in rules.LISTING_LABELS.items()
    ]


def steps(region: Region | None, filters: Mapping[str, str]) -> dict[str, Any]:
    """Return the way down to the chosen region and the regions one step below it, as links."""
    listed = filters["listing"] or rules.Listing.ENTERPRISE
    way = list(regions.way(region)) if region else []
    below = region if region is None or region.level < 3 else region.parent
    return {
        "way": [{"label": step.short_name, "url": with_filters(filters, region=step.code)} for step in way],
        "all": with_filters(filters, region=""),
        "below": [
            {
                "label": choice.label,
                "count": choice.count,
                "url": with_filters(filters, region=choice.code),
                "chosen": region is not None and choice.code == region.code,
            }
            for choice in region_choices(below, listed)
        ],
    }


def pages(found: Listing[Organisation], filters: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses of the pages around this one."""
    return {
        "first": with_filters(filters) if found.previous else "",
        "previous": with_filters(filters, before=found.previous) if found.previous else "",
        "next": with_filters(filters, after=found.next) if found.next else "",
        "last": with_filters(filters, before="end") if found.next else "",
    }
