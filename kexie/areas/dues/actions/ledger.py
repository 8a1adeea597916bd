"""What happens to one member's dues: paid, waived, corrected. Lines are added to the ledger, none is ever changed."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from kexie.areas.dues import rules
from kexie.areas.dues.models import Due, Entry, Year
from kexie.areas.dues.rules import Sort
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.notices.actions import announce
from kexie.foundation.records.actions import record


@transaction.atomic
def pay(due: Due, *, seen: int, amount: int, on: date, way: str, by: Actor, reference: str = "") -> Entry:
    """Record a payment, in whole or in part; the receipt has the next number of the body's year (MEM-05).

    Raises ValidationError for more than is owed, for one that stands there already, and in a closed year.
    """
    year, due = held(due, seen=seen, by=by)
    amount = rules.require_amount(amount)
    rules.require_remainder(amount, remainder=due.remainder)
    rules.require_paid_on(on, today=clock.today())
    entry = Entry(year=year, due=due, code=codes.fresh(), sort=Sort.PAYMENT, amount=amount, on=on, way=way)
    entry.reference, entry.name, entry.at = " ".join(reference.split()), by.name[:60], clock.now()
    rules.require_new_payment(former=former(entry))
    year.receipts += 1
    year.save(update_fields=["receipts"])
    entry.receipt = year.receipts
    entry.save(force_insert=True)
    due.paid += amount
    due.save(update_fields=["paid", "revision"])
    after = {"amount": rules.yuan(amount), "way": way, "receipt": entry.receipt}
    record("dues.pay", entry, by=by, organisation=year.organisation, after=after)
    tell("dues.pay", year, [due], title=f"{year.organisation.called}登记了您缴纳的会费", by=by)
    return entry


def former(entry: Entry) -> str:
    """Return the receipt of the same payment where it stands in the ledger already, or nothing."""
    same = Entry.objects.filter(due=entry.due, on=entry.on, way=entry.way, amount=entry.amount)
    found = same.filter(reference=entry.reference, countered_by=None).receipts().first()
    return rules.receipt_number(entry.year.year, found.receipt or 0) if found else ""


@transaction.atomic
def waive(due: Due, *, seen: int, amount: int, reason: str, by: Actor) -> Entry:
    """Forgo dues, in whole or in part, for a reason."""
    year, due = held(due, seen=seen, by=by)
    amount = rules.require_amount(amount)
    rules.require_remainder(amount, remainder=due.remainder)
    entry = Entry(year=year, due=due, code=codes.fresh(), sort=Sort.WAIVER, amount=amount, on=clock.today())
    entry.reason, entry.name, entry.at = rules.require_reason(reason), by.name[:60], clock.now()
    entry.save(force_insert=True)
    due.waived += amount
    due.save(update_fields=["waived", "revision"])
    record(
        "dues.waive",
        entry,
        by=by,
        organisation=year.organisation,
        after={"amount": rules.yuan(amount), "reason": entry.reason},
    )
    tell("dues.waive", year, [due], title=f"{year.organisation.called}减免了您的会费", by=by)
    return entry


@transaction.atomic
def correct(entry: Entry, *, seen: int, reason: str, by: Actor) -> Entry:
    """Take a payment or a waiver back by a counter-entry; its receipt is void, and no other gets its number."""
    year, due = held(entry.due, seen=seen, by=by)
    rules.require_correctable(is_counter=entry.counters_id is not None, is_corrected=entry.is_corrected)
    counter = Entry(year=year, due=due, code=codes.fresh(), sort=entry.sort, amount=-entry.amount, counters=entry)
    counter.on, counter.way, counter.reason = clock.today(), entry.way, rules.require_reason(reason)
    counter.name, counter.at = by.name[:60], clock.now()
    counter.save(force_insert=True)
    sum_of = "paid" if entry.sort == Sort.PAYMENT else "waived"
    setattr(due, sum_of, getattr(due, sum_of) - entry.amount)
    due.save(update_fields=[sum_of, "revision"])
    after = {"amount": rules.yuan(counter.amount), "reason": counter.reason, "receipt": entry.receipt}
    record("dues.correct", counter, by=by, organisation=year.organisation, after=after)
    title = f"{year.organisation.called}更正了您的会费登记"
    tell("dues.correct", year, [due], title=title, text=f"原因：{counter.reason}", by=by)
    return counter


def held(due: Due, *, seen: int | None, by: Actor) -> tuple[Year, Due]:
    """Return an open year and somebody's dues in it, both locked: always the year first, so that none waits in turn."""
    year = lock(due.year)
    rules.require_open(is_closed=year.is_closed)
    due = lock(due, seen=seen)
    rules.require_not_own(is_own=by.person is not None and due.member.person_id == by.person)
    return year, due


def tell(what: str, year: Year, dues: list[Due], *, title: str, by: Actor, text: str = "") -> None:
    """Tell the members whose dues these are, as far as they have accounts."""
    people = [due.member.person_id for due in dues if due.member.person_id]
    if people:
        link = reverse("dues:own")
        words = text or f"{year.year} 年度会费。数额和收据在“我的会费”里。"
        announce(what, title=title, text=words, link=link, organisation=year.organisation, people=people, by=by)
