"""The address book of an organisation: the people and bodies that it may write to (ORG-11, SCP-04).

It holds what the organisation reaches, whoever looks into it, and of that only what each body has released.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kexie.areas.directory.queries import searching
from kexie.areas.directory.queries.bodies import region_names
from kexie.areas.directory.queries.edges import parks
from kexie.areas.directory.rules import CIRCLE_LABELS, CIRCLES, Circle
from kexie.core.actors import Actor
from kexie.core.lists import Listing, Sort
from kexie.core.reach import NOTHING
from kexie.foundation.appointments import queries as appointments
from kexie.foundation.appointments.models import AppointmentQuerySet
from kexie.foundation.appointments.rules import ROLE_LABELS, Role
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet, Post, PostQuerySet, Relation
from kexie.foundation.people.rules import masked_mobile
from kexie.foundation.regions import queries as regions
from kexie.foundation.regions.models import Region
from kexie.foundation.regions.rules import territory

PERMISSION = "directory.contacts"
HOLDER = Sort("holder", "按姓名", ("holder_key",))
NAME = Sort("name", "按名称", ("name_key",))
FILTERS = ("q", "circle", "kind", "region", "title")
SIZE = 30
STAFF = 100
PEOPLE = (
    "id",
    "holder",
    "holder_key",
    "title",
    "phone",
    "mobile",
    "branch__name",
    "organisation__name",
    "organisation__code",
    "organisation__region",
)
BODIES = (
    "id",
    "code",
    "name",
    "name_key",
    "kind",
    "level",
    "region",
    "is_public",
    "public_page__phone",
    "public_page__email",
    "public_page__released",
)


@dataclass(frozen=True)
class Found:
    """A page of the address book as it is shown: people, or bodies with their offices."""

    listing: Listing[Any]
    rows: list[dict[str, Any]]
    notices: list[str]
    tabs: list[dict[str, Any]]
    pages: dict[str, str]
    clear: str
    chosen: list[tuple[str, str]]

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is on."""
        return bool(self.chosen)


def speaking(body: Organisation, actor: Actor, circle: str = "") -> Actor:
    """Return the actor as speaking for one body: only what the roles there reach, or only a circle of it (SCP-04)."""
    held = appointments.reaches(actor.person, organisation=body.pk) if actor.person else {}
    if PERMISSION in held and circle and circle != Circle.ALL:
        within = partial(appointments.within, body=body, guided={})
        held = {**held, PERMISSION: within(CIRCLES[Circle(circle)])}
    return replace(actor, organisation=body.pk, reaches=held)


def outside(body: Organisation, actor: Actor, named: Iterable[Organisation]) -> list[str]:
    """Return the names of those bodies that the organisation may not write to."""
    reach = speaking(body, actor).reaches.get(PERMISSION, NOTHING)
    return [one.name for one in named if one.closed_on is not None or not reach.has(one)]


def people(speaker: Actor, filters: Mapping[str, str]) -> PostQuerySet:
    """Return the released entries in the address book of the body that is spoken for, in the chosen region."""
    rows = Post.objects.where_may(speaker, "directory.contacts").listed()
    return rows.within(territory(filters["region"])) if filters["region"] else rows


def bodies(speaker: Actor, filters: Mapping[str, str]) -> OrganisationQuerySet:
    """Return the bodies that may be written to, in the chosen region."""
    rows = Organisation.objects.where_may(speaker, "directory.contacts").live()
    return rows.within(territory(filters["region"])) if filters["region"] else rows


def contacts(body: Organisation, actor: Actor, filters: Mapping[str, str]) -> Found:
    """Return a page of the address book of a body, people in the order of their names' pinyin, or bodies.

    `filters` has view, q, circle, kind, region, title, after, before; an empty one does not filter.
    """
    speaker = speaking(body, actor, filters["circle"])
    is_people = filters["view"] != "bodies"
    properties = {name: filters[name] for name in ("kind", "title") if filters[name] and (is_people or name == "kind")}
    given: dict[str, Any] = {name: filters[name] for name in ("after", "before")}
    given |= {"size": SIZE, "count": searching.counted_apart}
    if is_people:
        page = searching.found(people(speaker, filters), filters["q"], properties, columns=PEOPLE, sort=HOLDER, **given)
    else:
        page = searching.found(bodies(speaker, filters), filters["q"], properties, columns=BODIES, sort=NAME, **given)
    return Found(
        listing=page,
        rows=list(_people(body, page.rows) if is_people else _bodies(body, page.rows)),
        notices=["没有找到这一页，已回到第一页。"] if page.lost else [],
        tabs=[
            {"label": "人员", "url": address(body, filters, view=""), "current": is_people},
            {"label": "组织", "url": address(body, filters, view="bodies", title=""), "current": not is_people},
        ],
        pages=_pages(body, page, filters),
        clear=address(body, {"view": filters["view"]}),
        chosen=[(name, filters[name]) for name in FILTERS if filters[name]],
    )


def matched(body: Organisation, actor: Actor, filters: Mapping[str, str]) -> PostQuerySet:
    """Return all entries that the filters leave, to be taken away."""
    properties = {name: filters[name] for name in ("kind", "title") if filters[name]}
    rows = people(speaking(body, actor, filters["circle"]), filters)
    return rows.having(**properties).matching(filters["q"])


def _people(body: Organisation, rows: Sequence[Any]) -> Iterator[dict[str, Any]]:
    places = region_names()
    for row in rows:
        yield {
            "name": row.holder,
            "url": reverse("directory:show_contact", args=[body.code, row.id]),
            "post": post_label(row.title, row.branch__name),
            "body": row.organisation__name,
            "body_url": reverse("directory:office", args=[body.code, row.organisation__code]),
            "place": places.get(row.organisation__region, ""),
            "phone": row.phone,
            "mobile": masked_mobile(row.mobile),
        }


def post_label(title: int, branch: str | None) -> str:
    """Return a post as it is called, with the part of the body in which it is held."""
    return f"{branch or ''}{rules.TITLE_LABELS[rules.Title(title)]}"


def _bodies(body: Organisation, rows: Sequence[Any]) -> Iterator[dict[str, Any]]:
    places = region_names()
    for row in rows:
        is_open = row.is_public and rules.Section.CONTACTS in (row.public_page__released or ())
        yield {
            "name": row.name,
            "url": reverse("directory:office", args=[body.code, row.code]),
            "kind": rules.label(row.kind, row.level),
            "place": places.get(row.region, ""),
            "phone": row.public_page__phone if is_open else "",
            "email": row.public_page__email if is_open else "",
        }


def address(body: Organisation, filters: Mapping[str, str], **changed: str) -> str:
    """Return the address of the list with some filters changed, from its first page."""
    chosen = {name: value for name, value in {**filters, "after": "", "before": "", **changed}.items() if value}
    url = reverse("directory:contacts", args=[body.code])
    return f"{url}?{urlencode(chosen)}" if chosen else url


def _pages(body: Organisation, page: Listing[Any], filters: Mapping[str, str]) -> dict[str, str]:
    return {
        "first": address(body, filters) if page.previous else "",
        "previous": address(body, filters, before=page.previous) if page.previous else "",
        "next": address(body, filters, after=page.next) if page.next else "",
        "last": address(body, filters, before="end") if page.next else "",
    }


def places(body: Organisation, chosen: str) -> list[tuple[str, str]]:
    """Return the regions to choose from: where the body's peers are, the way to the chosen one, and one step below."""
    region = regions.find(chosen) if chosen else None
    own = body.region if body.region_id else None
    base = own.parent if own is not None and own.parent_id else None
    shown = {base.pk: base} if base else {}
    way = list(regions.way(region)) if region else []
    for step in (base, *way):
        found = Region.objects.published().current().filter(parent=step).order_by("code")
        shown |= {one.pk: one for one in (*([step] if step else []), *found)}
    names = region_names()
    return [("", "全部地区"), *((code, names.get(code, one.name)) for code, one in sorted(shown.items()))]


def said(filters: Mapping[str, str]) -> str:
    """Write the filters of an address book in words."""
    named: dict[str, tuple[Mapping[Any, str], str]] = {
        "circle": (CIRCLE_LABELS, "范围"),
        "kind": ({code: kind.label for code, kind in rules.KINDS.items()}, "类型"),
        "region": (region_names(), "地区"),
        "title": ({str(int(title)): label for title, label in rules.TITLE_LABELS.items()}, "职务"),
        "q": ({}, "含"),
    }
    words = [
        f"{label}“{labels.get(filters[name], filters[name])}”"
        for name, (labels, label) in named.items()
        if filters[name]
    ]
    return f"筛选：{'，'.join(words)}" if words else "筛选：无"


def facts(post: Post, *, mobile: str = "") -> list[tuple[str, str]]:
    """Return what stands on a person's card; the mobile number in full only where it is given."""
    body = post.organisation
    rows = [
        ("单位", body.name),
        ("部门", post.branch.name if post.branch else ""),
        ("职务", post.get_title_display()),
        ("所在地区", region_names().get(body.region_id or "", "")),
        ("办公电话", post.phone),
        ("手机号", mobile or masked_mobile(post.mobile)),
    ]
    return [(label, value) for label, value in rows if value]


def titles() -> list[tuple[str, str]]:
    """Return the posts to choose from."""
    return [("", "全部职务"), *((str(int(title)), label) for title, label in rules.TITLE_LABELS.items())]


def office(other: Organisation) -> list[tuple[str, str]]:
    """Return how a body is reached, as far as it has put that online."""
    own = other.public_page
    facts = [("类型", other.label), ("所在地区", region_names().get(other.region_id or "", ""))]
    if other.is_public and rules.Section.CONTACTS in own.released:
        place = f"{own.address}（{own.postcode}）" if own.address and own.postcode else own.address
        facts += [("地址", place), ("电话", own.phone), ("邮箱", own.email), ("网站", own.website)]
    return [(label, value) for label, value in facts if value]


def holders(body: Organisation, rows: PostQuerySet, other: Organisation) -> list[dict[str, Any]]:
    """Return the released entries of one body, in the order of their posts."""
    found = rows.filter(organisation=other).order_by("title", "position", "id")
    return list(_people(body, list(found.values_list(*PEOPLE, named=True)[:STAFF])))


def named_contacts(body: Organisation, other: Organisation) -> list[dict[str, str]]:
    """Return who keeps contact between the two bodies, as their relations say (ORG-12)."""
    one = Relation.objects.of(body.pk, *parks(body)).filter(subject=other)
    rows = (one | Relation.objects.of(other.pk).filter(subject=body)).current().exclude(contact="").order_by("id")
    return [{"name": row.contact, "edge": rules.EDGE_LABELS[rules.Edge(row.edge)][0]} for row in rows]


def staff(held: AppointmentQuerySet, other: Organisation) -> list[tuple[str, str]]:
    """Return who works for a body on the platform, with their roles."""
    found: dict[str, list[str]] = {}
    rows = held.current().filter(organisation=other, branch=None).select_related("person").order_by("id")
    for row in rows[:STAFF]:
        found.setdefault(row.person.name, []).append(ROLE_LABELS[Role(row.role)])
    return [(name, "、".join(roles)) for name, roles in found.items()]
