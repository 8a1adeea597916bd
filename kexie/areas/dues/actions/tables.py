"""Payments come in as a table, all or none; and lists of who owes what are taken away."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse

from kexie.areas.dues import rules
from kexie.areas.dues.actions.ledger import tell
from kexie.areas.dues.actions.years import given_year
from kexie.areas.dues.models import Due, Entry, Year
from kexie.areas.dues.queries import lists, own, payments
from kexie.areas.dues.rules import Sort
from kexie.areas.membership.models import Member
from kexie.areas.membership.queries.exports import meant
from kexie.areas.membership.rules import ROLL_FILE
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.actions import Work
from kexie.engines.jobs.models import Job
from kexie.engines.papers import queries as papers
from kexie.engines.sheets.rules import Row
from kexie.foundation.records.actions import record

BATCH = 1_000


def pay_many(year: Year, *, rows: Sequence[Row], by: Actor) -> Job:
    """Let the payments of a table be recorded whose form was found right (MEM-05)."""
    rules.require_open(is_closed=year.is_closed)
    return jobs.take_in(
        "dues.pay_many",
        rows,
        title=f"批量登记{year.organisation.called} {year.year} 年度缴费",
        by=by,
        organisation=year.organisation,
        permission="dues.manage",
        unit="笔",
        back=reverse("dues:pay_many", args=[year.code]),
        given={"year": year.pk},
    )


def write_payments(work: Work) -> None:
    """Record the payments of a table, or tell what is wrong with which row; receipts follow in the table's order.

    Whoever records one meanwhile waits for the year, which is locked first here as there.
    """
    with transaction.atomic():
        year = lock(given_year(work))
        rules.require_open(is_closed=year.is_closed)
        dues = Due.objects.select_for_update(of=("self",)).filter(year=year)
        found = payments.checked(jobs.taken_in(work), dues, today=clock.today(), own=work.by.person)
        if not found.faults:
            _pay_all(work, year, found.asked)
    jobs.require_faultless(work, found.faults, title="批量登记缴费", nothing="一笔也没有登记")  # what it leaves stays


def _pay_all(work: Work, year: Year, asked: Sequence[dict[str, Any]]) -> None:
    _record(work, year, asked)
    year.receipts += len(asked)
    year.save(update_fields=["receipts"])
    record("dues.pay_many", work.job, by=work.by, organisation=year.organisation, after={"count": len(asked)})
    dues = list({one["due"].pk: one["due"] for one in asked}.values())
    tell("dues.pay_many", year, dues, title=f"{year.organisation.called}登记了您缴纳的会费", by=work.by)
    total = sum(one["amount"] for one in asked)
    work.finish(f"已登记 {len(asked):,} 笔，共 {rules.yuan(total)} 元。")


def _record(work: Work, year: Year, asked: Sequence[dict[str, Any]]) -> None:
    now, first = clock.now(), year.receipts + 1
    for start in range(0, len(asked), BATCH):
        part = asked[start : start + BATCH]
        entries = [
            Entry(
                year=year,
                code=codes.fresh(),
                sort=Sort.PAYMENT,
                receipt=first + start + place,
                name=work.by.name[:60],
                at=now,
                **one,
            )
            for place, one in enumerate(part)
        ]
        Entry.objects.bulk_create(entries)
        for one in part:
            one["due"].paid += one["amount"]
            one["due"].revision += 1
        Due.objects.bulk_update({one["due"].pk: one["due"] for one in part}.values(), ["paid", "revision"])
        work.advance(start + len(part))


def receipts(year: Year, *, first: int, last: int, by: Actor) -> Job:
    """Let the receipts of a year from one number to another be drawn as one PDF; void ones are left out (MEM-05)."""
    rules.require_receipts(first=first, last=last, given=year.receipts)
    return jobs.start(
        "dues.receipts",
        title=f"{year.organisation.called} {year.year} 年度会费收据",
        by=by,
        organisation=year.organisation,
        permission="dues.manage",
        given={"year": year.pk, "first": first, "last": last},
        unit="份",
        back=reverse("dues:show", args=[year.code]),
    )


def write_receipts(work: Work) -> None:
    """Draw the receipts that somebody asked for, in the order of their numbers."""
    year = given_year(work)
    rows = Entry.objects.where_may(work.by, "dues.manage").filter(year=year)
    found = own.valid_receipts(rows, first=work.given["first"], last=work.given["last"])
    rules.require_valid(len(found))
    content = papers.receipts_pdf(work.through(found, of=len(found)))
    work.keep(content, name=f"{year.organisation.called}{year.year}年度会费收据.pdf", kind="pdf")
    with transaction.atomic():
        record("dues.receipts", work.job, by=work.by, organisation=year.organisation, after={"count": len(found)})
        work.finish(f"共 {len(found):,} 份收据。{papers.lacking(*found)}")


def export(year: Year, *, by: Actor, file: str = "", **filters: str) -> Job:
    """Let the list of who owes what be written as it was filtered: as a table, or to be printed."""
    chosen = meant(filters)
    return jobs.start(
        "dues.export",
        title=f"{year.organisation.called} {year.year} 年度会费名单"[:120],
        by=by,
        organisation=year.organisation,
        permission="dues.manage",
        given={"year": year.pk, "filters": chosen, "file": file or ROLL_FILE},
        unit="人",
        back=lists.address(year, chosen),
    )


def write_list(work: Work) -> None:
    """Write the list that somebody asked for."""
    year, file = given_year(work), work.given["file"]
    rows = Due.objects.where_may(work.by, "dues.manage")
    members = Member.objects.where_may(work.by, "dues.manage")
    table = lists.table(rows, members, year, work.given["filters"], is_printed=file != ROLL_FILE)
    jobs.take_away(work, "dues.export", table, after={"file": file}, kind=file)
