"""Who owes what for a year: the list, and the same list taken away."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kexie.areas.dues.models import Due, DueQuerySet, Year
from kexie.areas.dues.rules import in_yuan, standing, yuan
from kexie.areas.membership.models import MemberQuerySet
from kexie.areas.membership.rules import printed
from kexie.core.lists import CAP, Listing, Sort, by_bitmap, counted, in_order, listing
from kexie.engines.sheets.queries import Table, as_of
from kexie.engines.sheets.rules import Column
from kexie.foundation.people.rules import masked_mobile

NUMBER = Sort("number", "按会员号排列", ("number",))
SIZE = 50
STATES = (("owed", "未缴清"), ("settled", "已缴清、减免和免交"), ("all", "全部"))
ACCOUNTS = (("", "有无账号"), ("with", "有账号（收得到通知）"), ("without", "没有账号（要另行通知）"))
READ = ("id", "number", "amount", "paid", "waived", "remainder")
OF_MEMBER = ("member__code", "member__name", "member__department", "member__person", "rate__name")
COLUMNS = (
    Column("number", "会员号", width=12),
    Column("name", "姓名", width=16),
    Column("department", "部门", width=24),
    Column("mobile", "手机号（部分）", width=18),
    Column("rate", "标准", width=16),
    Column("amount", "应缴（元）", width=12),
    Column("paid", "已缴（元）", width=12),
    Column("waived", "减免（元）", width=12),
    Column("remainder", "未缴（元）", width=12),
    Column("standing", "状态", width=14),
    Column("account", "账号", width=10),
)
PRINTED = tuple(column for column in COLUMNS if column.name not in {"mobile", "waived", "account"})


@dataclass(frozen=True)
class Found:
    """A page of who owes what."""

    listing: Listing[Any]
    rows: list[dict[str, Any]]
    states: list[dict[str, Any]]
    pages: dict[str, str]
    query: str
    is_narrowed: bool


def browse(rows: DueQuerySet, members: MemberQuerySet, year: Year, filters: Mapping[str, str]) -> Found:
    """Return a page of a year's dues; `members` are the members among whom a name is looked for."""
    chosen = matched(rows, members, year, filters)
    shown = chosen.values_list(*READ, *OF_MEMBER, named=True)
    given: dict[str, Any] = {"sort": NUMBER, "after": filters["after"], "before": filters["before"], "size": SIZE}
    if filters["q"].strip():
        with by_bitmap(rows.db):
            total = counted(chosen)
    else:
        total = counted(chosen)
    # A roll is listed before the database has counted its rows; left to itself it would read and sort all of them.
    with by_bitmap(rows.db) if filters["q"].strip() and total <= CAP else in_order(rows.db):
        found = listing(shown, **given, total=total)
    return Found(
        listing=found,
        rows=[_row(year, row) for row in found.rows],
        states=[
            {"label": label, "url": address(year, {**filters, "state": word}), "current": word == state(filters)}
            for word, label in STATES
        ],
        pages={
            "previous": address(year, filters, before=found.previous) if found.previous else "",
            "next": address(year, filters, after=found.next) if found.next else "",
        },
        query=urlencode({name: value for name, value in filters.items() if value and name not in {"after", "before"}}),
        is_narrowed=any(filters[name] for name in ("q", "rate", "account")),
    )


def state(filters: Mapping[str, str]) -> str:
    """Return the state that was chosen; those who still owe come first."""
    return filters["state"] or STATES[0][0]


def matched(rows: DueQuerySet, members: MemberQuerySet, year: Year, filters: Mapping[str, str]) -> DueQuerySet:
    """Return all dues of a year that the filters leave."""
    own = rows.filter(year=year)
    word = state(filters)
    own = own.owed() if word == "owed" else own.settled() if word == "settled" else own
    if filters["rate"]:
        own = own.filter(rate__code=filters["rate"])
    if filters["account"]:
        own = own.filter(member__person__isnull=filters["account"] == "without")
    if filters["q"].strip():
        body = str(year.organisation_id)
        found = members.filter(organisation=year.organisation_id).having(body=body)
        own = own.filter(member__in=found.matching(filters["q"], within=body).order_by().values("pk"))
    return own


def address(year: Year, filters: Mapping[str, str], **changed: str) -> str:
    """Return the address of the list with some filters changed, from its first page."""
    chosen = {name: value for name, value in {**filters, "after": "", "before": "", **changed}.items() if value}
    url = reverse("dues:browse", args=[year.code])
    return f"{url}?{urlencode(chosen)}" if chosen else url


def _row(year: Year, row: Any) -> dict[str, Any]:  # noqa: ANN401 - named values
    words, colour = standing(amount=row.amount, paid=row.paid, waived=row.waived)
    return {
        "url": reverse("dues:show_due", args=[year.code, row.member__code]),
        "number": printed(row.number),
        "name": row.member__name,
        "department": row.member__department,
        "rate": row.rate__name,
        "amount": yuan(row.amount),
        "settled": yuan(row.paid + row.waived),
        "remainder": yuan(row.remainder),
        "standing": words,
        "colour": colour,
        "has_account": row.member__person is not None,
    }


def table(
    rows: DueQuerySet, members: MemberQuerySet, year: Year, filters: Mapping[str, str], *, is_printed: bool = False
) -> Table:
    """Return a year's dues as the list shows them, all pages of it; on paper with fewer columns."""
    given = dict.fromkeys(("state", "q", "rate", "account"), "") | dict(filters)
    chosen = matched(rows, members, year, given).select_related("member", "rate")
    return Table(
        title=f"{year.organisation.called}{year.year}年度会费名单",
        notes=[as_of(), f"范围：{dict(STATES)[state(given)]}", said(year, given)],
        columns=PRINTED if is_printed else COLUMNS,
        chosen=chosen.defer("member__identity", "member__email", "member__terms").order_by("number", "id"),
        rows=_written,
        is_personal=True,
    )


def said(year: Year, filters: Mapping[str, str]) -> str:
    """Write the filters in words."""
    rates = {rate.code: rate.name for rate in year.rates.all()}
    labels = (("rate", "标准", rates), ("account", "账号", dict(ACCOUNTS)), ("q", "含", dict[str, str]()))
    words = [f"{label}“{known.get(filters[name], filters[name])}”" for name, label, known in labels if filters[name]]
    return f"筛选：{'，'.join(words)}" if words else "筛选：无"


def _written(dues: Iterable[Due]) -> Iterator[dict[str, Any]]:
    for row in dues:
        yield {
            "number": printed(row.number),
            "name": row.member.name,
            "department": row.member.department,
            "mobile": masked_mobile(row.member.mobile),
            "rate": row.rate.name,
            "amount": in_yuan(row.amount),
            "paid": in_yuan(row.paid),
            "waived": in_yuan(row.waived),
            "remainder": in_yuan(row.remainder),
            "standing": row.standing[0],
            "account": "有" if row.member.person_id else "没有",
        }
