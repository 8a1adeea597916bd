"""One member's dues: the ledger, the receipt, what one sees of one's own, and what is open when one leaves."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from kexie.areas.dues.models import Due, DueQuerySet, Entry, EntryQuerySet
from kexie.areas.dues.rules import WAY_LABELS, Way, receipt_number, yuan
from kexie.areas.membership.models import Member
from kexie.areas.membership.rules import printed
from kexie.core.actors import Actor
from kexie.engines.papers.rules import Receipt
from kexie.foundation.people.models import Person

MOST = 200


def facts(due: Due) -> list[tuple[str, str]]:
    """Return how somebody's dues stand, by label."""
    rows = [
        ("标准", due.rate.name),
        ("应缴", f"{yuan(due.amount)} 元"),
        ("已缴", f"{yuan(due.paid)} 元"),
        ("减免", f"{yuan(due.waived)} 元" if due.waived else ""),
        ("未缴", f"{yuan(due.remainder)} 元"),
    ]
    return [(label, value) for label, value in rows if value]


def ledger(due: Due) -> list[dict[str, Any]]:
    """Return the lines of somebody's ledger, the oldest first; what was taken back says so."""
    rows = due.entries.select_related("countered_by", "counters", "year").order_by("id")
    return [_line(row) for row in rows]


def _line(row: Entry) -> dict[str, Any]:
    number = row.receipt or (row.counters.receipt if row.counters else None)
    return {
        "row": row,
        "amount": yuan(row.amount),
        "receipt": receipt_number(row.year.year, number) if number else "",
        "url": reverse("dues:receipt", args=[row.code]) if row.receipt else "",
        "is_correctable": row.counters_id is None and not row.is_corrected,
    }


def receipt(entry: Entry) -> Receipt:
    """Return a payment's receipt as it is printed."""
    member, year = entry.due.member, entry.year
    return Receipt(
        organ=year.organisation.name,
        number=receipt_number(year.year, entry.receipt or 0),
        payer=member.name,
        member=printed(member.number),
        purpose=f"{year.year}年度会费（{entry.due.rate.name}）",
        amount=entry.amount,
        way=WAY_LABELS[Way(entry.way)],
        reference=entry.reference,
        paid_on=entry.on,
        by=entry.name,
        is_void=entry.is_corrected,
    )


def valid_receipts(rows: EntryQuerySet, *, first: int, last: int) -> list[Receipt]:
    """Return the receipts between two numbers that hold, in their order; rows are the entries of one year."""
    held = rows.receipts().filter(receipt__gte=first, receipt__lte=last, countered_by=None).order_by("receipt")
    joined = held.select_related("year__organisation", "due__member", "due__rate", "countered_by")
    return [receipt(one) for one in joined]


def own(rows: DueQuerySet) -> list[dict[str, Any]]:
    """Return one's own dues in all bodies, the last year first; rows are the person's own."""
    found = rows.select_related("year__organisation", "rate", "member").defer(
        "member__identity", "member__mobile", "member__email", "member__terms"
    )
    return [
        {"due": row, "facts": facts(row), "standing": row.standing, "lines": ledger(row)}
        for row in found.order_by("-year__year", "-id")[:MOST]
    ]


def member_duties(member: Member) -> Iterator[str]:
    """Tell what a member who leaves still owes; it delays nothing (MEM-06)."""
    for due in member.dues.owed().select_related("year").order_by("year__year"):
        yield f"{due.year.year} 年度会费还有 {yuan(due.remainder)} 元未缴"


def own_copy(person: Person) -> dict[str, Any]:
    """Return a person's dues with every line of the ledger, for the person's own copy (ACC-06, PIPL 45)."""
    rows = Due.objects.of(Actor(person=person.pk, name=person.name)).select_related("year__organisation", "rate")
    return {
        "会费": [
            {
                "科协": row.year.organisation.name,
                "年度": row.year.year,
                **dict(facts(row)),
                "登记": [
                    {"日期": line["row"].on, "事项": line["row"].deed, "金额": line["amount"], "收据": line["receipt"]}
                    for line in ledger(row)
                ],
            }
            for row in rows.order_by("year__year", "id")
        ]
    }
