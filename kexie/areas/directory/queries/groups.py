"""Groups of recipients: who belongs to one is reckoned when it is used, never kept (COM-01, SCP-04)."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from kexie.areas.directory.models import Group, Tag
from kexie.areas.directory.queries.bodies import region_names
from kexie.areas.directory.queries.contacts import speaking
from kexie.areas.directory.rules import CIRCLE_LABELS, Circle
from kexie.core.actors import Actor
from kexie.core.lists import CAP, counted
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet, Post, PostQuerySet
from kexie.foundation.regions.rules import territory

SHOWN = 200
ASSOCIATION = "association"


def recipients(group: Group, actor: Actor) -> OrganisationQuerySet:
    """Return the bodies that a group stands for today, as far as its organisation may write to them (SCP-04).

    The actor needs a role in that organisation; without one nobody is a recipient. The organisation itself never is.
    """
    speaker = speaking(group.organisation, actor, "" if group.is_picked else group.circle)
    rows = Organisation.objects.where_may(speaker, "directory.contacts").live().exclude(pk=group.organisation_id)
    if group.is_picked:
        return rows.filter(pk__in=group.bodies.values("pk"))
    return _ruled(rows, group)


def _ruled(rows: OrganisationQuerySet, group: Group) -> OrganisationQuerySet:
    if group.under is not None:
        rows = rows.under(group.under).exclude(pk=group.under.pk)
    if group.kinds:
        rows = rows.filter(kind__in=group.kinds)
    if group.region_id:
        rows = rows.within(territory(group.region_id))
    if group.title is not None:
        rows = rows.filter(pk__in=Post.objects.listed().filter(title=group.title).values("organisation"))
    if group.tag:
        tagged = Tag.objects.filter(organisation=group.organisation_id, name=group.tag)
        rows = rows.filter(pk__in=tagged.values("body"))
    return rows


def holders(group: Group, actor: Actor) -> PostQuerySet:
    """Return the released entries of a group's bodies; of a group by post only those that hold it."""
    posts = Post.objects.where_may(speaking(group.organisation, actor), "directory.contacts").listed()
    rows = posts.filter(organisation__in=recipients(group, actor).values("pk"))
    return rows.filter(title=group.title) if group.title is not None and not group.is_picked else rows


def number(group: Group, actor: Actor) -> str:
    """Return how many bodies a group stands for, in words."""
    found = counted(recipients(group, actor))
    return f"{CAP:,}+" if found > CAP else f"{found:,}"


def members(group: Group, actor: Actor) -> list[dict[str, str]]:
    """Return the first bodies of a group by name, as its page lists them."""
    places = region_names()
    rows = recipients(group, actor).order_by("name_key", "id").only("code", "name", "kind", "level", "region")
    return [
        {
            "name": row.name,
            "url": reverse("directory:office", args=[group.organisation.code, row.code]),
            "kind": row.label,
            "place": places.get(row.region_id or "", ""),
        }
        for row in rows[:SHOWN]
    ]


def rule(group: Group) -> list[tuple[str, str]]:
    """Return by what a group is reckoned, in words."""
    if group.is_picked:
        return [("选择方式", "逐个选择")]
    return [("选择方式", "按条件"), *_conditions(group)]


def _conditions(group: Group) -> Iterator[tuple[str, str]]:
    yield "范围", CIRCLE_LABELS[Circle(group.circle)]
    if group.under is not None:
        yield "在其以下", group.under.name
    if group.kinds:
        yield "类型", "、".join("各级科协" if kind == ASSOCIATION else rules.KINDS[kind].label for kind in group.kinds)
    if group.region_id:
        yield "所在地区", region_names().get(group.region_id, "")
    if group.title is not None:
        yield "设有职务", rules.TITLE_LABELS[rules.Title(group.title)]
    if group.tag:
        yield "标签", group.tag


def listed(body: Organisation, rows: Any, actor: Actor) -> list[dict[str, Any]]:  # noqa: ANN401 - groups asked for
    """Return the groups of a body, each with what it is reckoned by and how many it stands for."""
    groups = rows.filter(organisation=body).select_related("under", "organisation", "region")
    return [{"group": group, "rule": rule(group), "number": number(group, actor)} for group in groups]


def tags(body: Organisation) -> list[str]:
    """Return the tags that an organisation has given."""
    return list(body.tags_given.order_by("name").values_list("name", flat=True).distinct())


def initial(group: Group, reached: OrganisationQuerySet) -> dict[str, Any]:
    """Return a group as its form shows it first; of hand-picked bodies those that may still be written to."""
    names = ("name", "circle", "under", "kinds", "region", "title", "tag")
    picked = reached.filter(pk__in=group.bodies.values("pk")).order_by("name_key", "id")
    values = {name: getattr(group, name) for name in names}
    return values | {"is_picked": "1" if group.is_picked else "", "bodies": list(picked)}
