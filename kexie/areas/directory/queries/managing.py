"""The bodies below an association, and everything that a body's staff may see of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kexie.areas.directory import rules as book
from kexie.areas.directory.queries import searching
from kexie.areas.directory.queries.bodies import founded, region_names
from kexie.core.actors import Actor
from kexie.core.lists import Listing, Sort
from kexie.foundation.organisations import queries, rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.records.queries import words

NAME = Sort("name", "按名称", ("name_key",))
SHOWN = ("id", "code", "name", "kind", "level", "region", "status", "is_public", "offline_at", "name_key")
PROPERTIES = ("listing", "status")
SIZE = 30
STEPS = 200  # associations directly below one
HISTORY = 20


@dataclass(frozen=True)
class Found:
    """The list of bodies below an association as its page shows it."""

    listing: Listing[Any]
    rows: list[dict[str, Any]]
    notices: list[str]
    pages: dict[str, str]
    clear: str
    is_narrowed: bool


def subordinates(reached: OrganisationQuerySet, body: Organisation, filters: Mapping[str, str]) -> Found:
    """Return a page of the bodies below an association, filtered, in the order of their names.

    `filters` has q, listing, status, online, after, before; an empty one does not filter. Closed bodies are listed only
    where their status is asked for.
    """
    found = _page(_below(reached, body, filters), filters)
    notices = ["没有找到这一页，已回到第一页。"] if found.lost else []
    return Found(
        listing=found,
        rows=list(_rows(found.rows)),
        notices=notices,
        pages=_pages(body, found, filters),
        clear=address(body, {}),
        is_narrowed=any(filters[name] for name in ("q", "listing", "status", "online")),
    )


def chosen(reached: OrganisationQuerySet, body: Organisation, filters: Mapping[str, str]) -> OrganisationQuerySet:
    """Return all bodies below an association that the filters of its list choose."""
    known = {name: filters.get(name, "") for name in ("q", "listing", "status", "online")}
    rows = _below(reached, body, known).matching(known["q"])
    properties = {name: known[name] for name in PROPERTIES if known[name]}
    return rows.having(**properties) if properties else rows


def _below(reached: OrganisationQuerySet, body: Organisation, filters: Mapping[str, str]) -> OrganisationQuerySet:
    rows = _online(reached.under(body).exclude(pk=body.pk), filters["online"])
    return rows if filters["status"] == rules.Status.CLOSED else rows.live()


def _online(rows: OrganisationQuerySet, state: str) -> OrganisationQuerySet:
    match state:
        case "online":
            return rows.filter(is_public=True)
        case "hidden":
            return rows.filter(published_at=None)
        case "offline":
            return rows.filter(offline_at__isnull=False)
    return rows


def _page(rows: OrganisationQuerySet, filters: Mapping[str, str]) -> Listing[Any]:
    properties = {name: filters[name] for name in PROPERTIES if filters[name]}
    after, before = filters["after"], filters["before"]
    given: dict[str, Any] = {"columns": SHOWN, "sort": NAME, "after": after, "before": before, "size": SIZE}
    return searching.found(rows, filters["q"], properties, **given)


def _rows(bodies: Sequence[Any]) -> Iterator[dict[str, Any]]:
    places = region_names()
    for body in bodies:
        yield {
            "name": body.name,
            "url": reverse("directory:manage", args=[body.code]),
            "kind": rules.label(body.kind, body.level),
            "place": places.get(body.region, ""),
            "status": rules.STATUS_LABELS[rules.Status(body.status)],
            "colour": COLOURS[rules.Status(body.status)],
            "online": "已公开" if body.is_public else "已下线" if body.offline_at else "未公开",
        }


COLOURS = {
    rules.Status.PREPARING: "blue",
    rules.Status.ACTIVE: "green",
    rules.Status.RECTIFYING: "orange",
    rules.Status.CLOSED: "secondary",
}


def address(body: Organisation, filters: Mapping[str, str], **changed: str) -> str:
    """Return the address of the list with some filters changed, from its first page."""
    chosen = {name: value for name, value in {**filters, "after": "", "before": "", **changed}.items() if value}
    url = reverse("directory:subordinates", args=[body.code])
    return f"{url}?{urlencode(chosen)}" if chosen else url


def _pages(body: Organisation, found: Listing[Any], filters: Mapping[str, str]) -> dict[str, str]:
    return {
        "first": address(body, filters) if found.previous else "",
        "previous": address(body, filters, before=found.previous) if found.previous else "",
        "next": address(body, filters, after=found.next) if found.next else "",
        "last": address(body, filters, before="end") if found.next else "",
    }


def steps(reached: OrganisationQuerySet, body: Organisation) -> list[Organisation]:
    """Return the associations directly below one."""
    below = reached.live().filter(superior=body, kind="association").order_by("tier", "name_key", "id")
    return list(below.only("code", "name", "short_name")[:STEPS])


def way(reached: OrganisationQuerySet, body: Organisation) -> list[Organisation]:
    """Return the bodies above this one that the actor reaches, the highest first."""
    stems = [body.path[: rules.STEP * step] for step in range(1, len(body.path) // rules.STEP)]
    return list(reached.filter(path__in=stems).order_by("tier").only("code", "name", "short_name")) if stems else []


def facts(body: Organisation) -> list[tuple[str, str]]:
    """Return the entry of a body; what is not known stands there as not known."""
    rows = [
        ("全称", body.name),
        ("简称", body.short_name),
        ("类型", body.label),
        ("编码", body.code),
        ("统一社会信用代码", body.uscc or ""),
        ("所在地区", region_names().get(body.region_id or "", "")),
        ("上级", body.superior.name if body.superior else ""),
        ("成立时间", founded(body)),
        ("登记时间", f"{body.created_at:%Y-%m-%d}"),
    ]
    if body.closed_on:
        rows.append(("注销日期", body.closed_on.isoformat()))
    return rows


def profile(body: Organisation) -> list[tuple[str, str]]:
    """Return the particulars of a body's kind by label."""
    row = profile_of(body)
    return [(str(field.verbose_name), _written(row, field.name)) for field in _fields(row)] if row else []


def profile_of(body: Organisation) -> Any:  # noqa: ANN401 - one of three tables
    """Return the row with the particulars of a body's kind, or None for a kind without."""
    return getattr(body, f"{body.declared.profile}_profile", None) if body.declared.profile else None


def initial(profile: Any) -> dict[str, Any]:  # noqa: ANN401 - one of three tables
    """Return the particulars as a form shows them first."""
    values = {field.name: getattr(profile, field.name) for field in _fields(profile)}
    return {name: str(value) if isinstance(value, bool) else value for name, value in values.items()}


def _fields(profile: Any) -> list[Any]:  # noqa: ANN401 - one of three tables
    return [field for field in profile._meta.fields if field.name not in {"organisation", "revision", "parts"}]


def _written(row: Any, name: str) -> str:  # noqa: ANN401 - any profile
    value = getattr(row, name)
    display = getattr(row, f"get_{name}_display", None)
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(value)
    if name == "industry":
        return f"{rules.INDUSTRIES[value[0]]}（{value}）"
    return f"{value:,}" if isinstance(value, int) else str(display() if display else value)


def history(body: Organisation, actor: Actor) -> list[dict[str, Any]]:
    """Return what happened to a body last, in words.

    Its own people also see what was done with its address book (ORG-07); a superior sees what became of the entry.
    """
    others = book.TRAIL.deeds if actor.may("directory.open_contacts", body) else book.ENTRY
    found = queries.history(body, HISTORY, *others)
    return [{"what": words.deed(row.what), "at": row.at, "name": row.name} for row in found]
