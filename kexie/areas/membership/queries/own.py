"""What one sees of one's own memberships (MEM-01b, MEM-03), and what everybody sees of a card."""

from typing import Any

from kexie.areas.membership import rules
from kexie.areas.membership.models import ApplicationQuerySet, Member, MemberQuerySet
from kexie.areas.membership.queries.applications import turn
from kexie.areas.membership.queries.members import labels, standing
from kexie.core import clock
from kexie.core.actors import Actor

MOST = 100


def memberships(rows: MemberQuerySet) -> list[dict[str, Any]]:
    """Return a person's memberships in all bodies, those that hold first; rows are the person's own."""
    found = rows.select_related("organisation").defer("identity", "mobile", "email").order_by("-joined_on", "-id")
    shown = [
        {"row": row, "standing": standing(row), "rights": labels(rules.rights(row.status))} for row in found[:MOST]
    ]
    return sorted(shown, key=lambda one: not one["row"].is_on_roll)


def applications(rows: ApplicationQuerySet) -> list[dict[str, Any]]:
    """Return a person's own applications that became no membership."""
    today = clock.today()
    found = rows.filter(member=None).select_related("organisation").defer("identity", "mobile", "email")
    return [{"row": row, "turn": turn(row, today)} for row in found[:MOST]]


def has_right(rows: MemberQuerySet, actor: Actor, organisation: int, right: rules.Right) -> bool:
    """Tell whether somebody has a member's right in a body today: what activities, ballots and notices ask (MEM-03).

    Example::

        has_right(Member.objects.of(actor), actor, body.pk, Right.PRIORITY)
    """
    own = rows.of(actor).filter(organisation=organisation)
    return any(right in rules.rights(status) for status in own.values_list("status", flat=True))


def verified(member: Member) -> list[tuple[str, str]]:
    """Return what the public page of a card says: that the card is genuine, and nothing that identifies (SEC-06)."""
    return [
        ("会员", rules.masked_name(member.name)),
        ("会员号", member.printed_number),
        ("所属科协", member.organisation.name),
        ("入会日期", f"{member.joined_on:%Y-%m-%d}"),
    ]
