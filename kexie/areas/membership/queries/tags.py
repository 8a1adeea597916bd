"""A body's groups of members, with how many are in each."""

from typing import Any

from django.db.models import Count, Q

from kexie.areas.membership import rules
from kexie.areas.membership.models import Member, MemberQuerySet, TagQuerySet
from kexie.areas.membership.queries.members import address
from kexie.foundation.organisations.models import Organisation

ON_ROLL = Q(tagged__member__status__in=[status.value for status in rules.ON_ROLL])


def options(rows: TagQuerySet, body: Organisation) -> list[tuple[str, str]]:
    """Return a body's groups as fields offer them; rows are those that the actor reaches."""
    return list(rows.filter(organisation=body).values_list("code", "name"))


def tags(rows: TagQuerySet, body: Organisation) -> list[dict[str, Any]]:
    """Return a body's groups with how many members on the roll are in each, and the way to these."""
    found = rows.filter(organisation=body).annotate(number=Count("tagged", filter=ON_ROLL)).order_by("name", "id")
    return [row | {"url": address(body, {"tag": row["code"]})} for row in found.values("code", "name", "number")]


def named(rows: MemberQuerySet) -> list[tuple[str, str]]:
    """Return members as fields offer them; the number tells namesakes apart."""
    found = rows.values_list("code", "name", "number")
    return [(code, f"{name}（{rules.printed(number)}）") for code, name, number in found]


def of_member(member: Member) -> list[str]:
    """Return the names of the groups that a member is in."""
    return [one.tag.name for one in member.tagged.select_related("tag").order_by("tag__name")]
