"""What one sees of one's own memberships (MEM-01b, MEM-03), and what everybody sees of a card."""

from typing import Any

from kexie.areas.membership import rules
from kexie.areas.membership.models import Application, ApplicationQuerySet, Member, MemberQuerySet
from kexie.areas.membership.queries.applications import turn
from kexie.areas.membership.queries.members import facts, labels, standing
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.foundation.people.models import Person

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


def own_copy(person: Person) -> dict[str, Any]:
    """Return what bodies keep of a person as their member, for the person's own copy (ACC-06, PIPL 45).

    A claim that waits is left out: whether a body has the entry is nobody's business before it is confirmed.
    """
    me = Actor(person=person.pk, name=person.name)
    rows = Member.objects.of(me).select_related("organisation").prefetch_related("changes", "tagged__tag")
    sent = Application.objects.of(me).select_related("organisation").order_by("id")
    return {
        "会员身份": [
            {
                "科协": row.organisation.name,
                "会员号": row.printed_number,
                "状态": row.get_status_display(),
                "入会日期": row.joined_on,
                "终止或保留到": row.ended_on,
                "承认的章程": row.charter,
                **_particulars(row),
                "科协编的分组": [one.tag.name for one in row.tagged.all()],
                "会籍经历": [
                    {"日期": line.on, "事项": line.get_cause_display(), "说明": line.remark}
                    for line in row.changes.all()
                ],
            }
            for row in rows.order_by("joined_on", "id")
        ],
        "入会申请": [
            {
                "科协": row.organisation.name,
                "提交时间": row.submitted_at,
                "状态": row.get_stage_display(),
                "原因": row.reason,
                "承认的章程": row.charter,
                "申请说明": row.statement,
                **_particulars(row),
            }
            for row in sent
        ],
    }


def _particulars(row: Member | Application) -> dict[str, Any]:
    return {"姓名": row.name, **dict(facts(row, in_full=True))}


def has_right(rows: MemberQuerySet, actor: Actor, organisation: int, right: rules.Right) -> bool:
    """Tell whether somebody has a member's right in a body today: what activities, ballots and notices ask (MEM-03).

    Example::

        has_right(Member.objects.of(actor), actor, body.pk, Right.PRIORITY)
    """
    own = rows.of(actor).filter(organisation=organisation, organisation__closed_on=None)
    return any(right in rules.rights(status) for status in own.values_list("status", flat=True))


def verified(member: Member) -> list[tuple[str, str]]:
    """Return what the public page of a card says: that the card is genuine, and nothing that identifies (SEC-06)."""
    return [
        ("会员", rules.masked_name(member.name)),
        ("会员号", member.printed_number),
        ("所属科协", member.organisation.name),
        ("入会日期", f"{member.joined_on:%Y-%m-%d}"),
    ]
