"""One body's public page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kexie.areas.directory.queries.bodies import founded
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Branch, Organisation, OrganisationQuerySet, PublicPage, Relation
from kexie.foundation.regions import queries as regions
from kexie.foundation.regions.models import Region


@dataclass(frozen=True)
class Shown:
    """A body's public page: only what it has released (ORG-08)."""

    body: Organisation
    page: PublicPage
    way: list[Region]
    superior: Organisation | None
    particulars: list[tuple[str, str]]
    chart: list[dict[str, Any]]
    posts: list[tuple[str, str]]
    relations: list[tuple[str, list[dict[str, str]]]]
    subordinates: list[dict[str, str]]

    @property
    def takes_members(self) -> bool:
        """Whether people join this body, and can ask for it on this page (MEM-01)."""
        return self.body.kind in rules.WITH_MEMBERS

    @property
    def has_contacts(self) -> bool:
        """Whether any way to reach the body was released."""
        page = self.page
        return rules.Section.CONTACTS in page.released and any((page.address, page.phone, page.email, page.website))

    @property
    def introduction(self) -> list[str]:
        """The released introduction by paragraphs."""
        if rules.Section.INTRODUCTION not in self.page.released:
            return []
        return [line for line in self.page.introduction.splitlines() if line.strip()]

    @property
    def highlights(self) -> list[str]:
        """The released highlights of its work."""
        return self.page.highlights if rules.Section.INTRODUCTION in self.page.released else []

    @property
    def charter_since(self) -> date | None:
        """From when on the charter in force holds, where it was released."""
        return self.page.charter_since if rules.Section.CHARTER in self.page.released else None

    @property
    def map_link(self) -> str:
        """The address of the released place on a public map, or nothing."""
        page = self.page
        if rules.Section.CONTACTS not in page.released or not page.address:
            return ""
        if page.longitude is not None:
            query = {"position": f"{page.longitude},{page.latitude}", "name": self.body.called}
            return f"https://uri.amap.com/marker?{urlencode(query)}"
        return f"https://uri.amap.com/search?{urlencode({'keyword': page.address})}"


def show(bodies: OrganisationQuerySet, code: str) -> Shown | None:
    """Return the public page of one body, or None where there is none."""
    body = bodies.filter(code=code).select_related("region__parent__parent", "superior", "public_page", "logo").first()
    if body is None:
        return None
    page = body.public_page
    has_structure = rules.Section.STRUCTURE in page.released
    has_posts = rules.Section.POSTS in page.released
    return Shown(
        body=body,
        page=page,
        way=list(regions.way(body.region)) if body.region else [],
        superior=body.superior if body.superior and body.superior.is_public else None,
        particulars=_particulars(body, released=rules.Section.PARTICULARS in page.released),
        chart=_chart(body, with_posts=has_posts) if has_structure else [],
        posts=_posts(body) if has_posts else [],
        relations=_relations(body, bodies) if rules.Section.RELATIONS in page.released else [],
        subordinates=_subordinates(body, bodies),
    )


def _particulars(body: Organisation, *, released: bool) -> list[tuple[str, str]]:
    """Return what is known from registering, and what the body has released of its profile."""
    rows = [("类型", body.label), ("成立时间", founded(body))]
    if released:
        rows += _profile(body)
    return [(label, value) for label, value in rows if value]


def _profile(body: Organisation) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    if profile := getattr(body, "grassroots_profile", None):
        rows += [
            ("会员人数", f"{profile.members:,} 人" if profile.members else ""),
            ("专职人员", f"{profile.full_time_staff:,} 人" if profile.full_time_staff else ""),
            ("办公场所", "有固定场所" if profile.has_premises else ""),
        ]
    if profile := getattr(body, "enterprise_profile", None):
        rows += [
            ("所有制", profile.get_ownership_display()),
            ("行业", rules.INDUSTRIES.get(profile.industry[:1], "")),
            ("职工人数", f"{profile.employees:,} 人" if profile.employees else ""),
            ("科技工作者", f"{profile.workers:,} 人" if profile.workers else ""),
        ]
    if profile := getattr(body, "association_profile", None):
        rows.append(("负责部门", profile.department))
    return rows


def _chart(body: Organisation, *, with_posts: bool) -> list[dict[str, Any]]:
    """Return the parts of a body by kind, each with its own parts beneath (ORG-10)."""
    branches = list(body.branches.filter(closed_on=None))
    posts: dict[int, list[str]] = defaultdict(list)
    if with_posts:
        for post in body.posts.current().filter(branch__isnull=False):
            posts[post.branch_id or 0].append(f"{post.get_title_display()} {post.holder}")
    below: dict[int | None, list[Branch]] = defaultdict(list)
    for branch in branches:
        below[branch.superior_id].append(branch)

    def draw(branch: Branch) -> dict[str, Any]:
        return {
            "name": branch.name,
            "members": branch.members,
            "posts": posts[branch.pk],
            "parts": [draw(part) for part in below[branch.pk]],
        }

    known = getattr(body, "grassroots_profile", None)
    numbers = known.parts if known else {}
    groups = []
    for kind, label in rules.BRANCH_LABELS.items():
        of_kind = [branch for branch in below[None] if branch.kind == kind]
        if count := max(len(of_kind), numbers.get(kind, 0)):
            groups.append({"label": label, "count": count, "parts": [draw(branch) for branch in of_kind]})
    return groups


def _posts(body: Organisation) -> list[tuple[str, str]]:
    holders: dict[str, list[str]] = defaultdict(list)
    for post in body.posts.current().filter(branch=None):
        holders[post.get_title_display()].append(post.holder)
    return [(title, "、".join(names)) for title, names in holders.items()]


def _relations(body: Organisation, bodies: OrganisationQuerySet) -> list[tuple[str, list[dict[str, str]]]]:
    """Return the current relations with bodies that have a page, as read from this body."""
    current = Relation.objects.published().current()
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    shown = bodies.only("code", "name", "short_name")
    sides = (
        (current.filter(subject=body), "object", 0),
        (current.filter(object=body), "subject", 1),
    )
    for rows, other, side in sides:
        linked = shown.in_bulk(list(rows.values_list(other, flat=True)[:200]))
        for row in rows[:200]:
            if thing := linked.get(getattr(row, f"{other}_id")):
                label = rules.EDGE_LABELS[rules.Edge(row.edge)][side]
                groups[label].append({"name": thing.name + ("（牵头）" if row.is_lead else ""), "url": address(thing)})
    return list(groups.items())


def _subordinates(body: Organisation, bodies: OrganisationQuerySet) -> list[dict[str, str]]:
    """Return the associations directly below an association."""
    if body.kind != "association":
        return []
    below = bodies.filter(superior=body, kind="association").order_by("tier", "name_key", "id")
    return [{"name": row.called, "url": address(row)} for row in below.only("code", "name", "short_name")[:200]]


def address(body: Organisation) -> str:
    """Return the address of a body's public page."""
    return reverse("directory:show", args=[body.code])
