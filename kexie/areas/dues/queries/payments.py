"""A table of payments: what stands in it, and what is wrong with each row."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from kexie.areas.dues import rules
from kexie.areas.dues.models import Due, DueQuerySet
from kexie.areas.dues.rules import WAY_LABELS, receipt_number, yuan
from kexie.engines.sheets import queries as sheets
from kexie.engines.sheets.rules import NO_DAY, Column, Fault, Row, day

COLUMNS = (
    Column("number", "会员号", example="000027", required=True, width=12, max_length=10),
    Column("name", "姓名", example="示例·王敏", required=True, max_length=60, help="与名册核对，防止写错会员号。"),
    Column("amount", "金额", example="50.00", required=True, width=12, max_length=20, help="单位：元，最多两位小数。"),
    Column("on", "缴费日期", example="2026-03-12", required=True, width=14, max_length=30),
    Column("way", "缴费方式", example="银行转账", required=True, choices=tuple(WAY_LABELS.values())),
    Column("reference", "票据号", max_length=rules.MAX_REFERENCE, help="银行流水号或票据号，可以不填。"),
)
LABELS = {column.name: column.label for column in COLUMNS}
WAYS = {label: way.value for way, label in WAY_LABELS.items()}
Same = tuple[int, date, str, int, str]


@dataclass
class Checked:
    """The payments that a table asks for, and what is wrong with it."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def template() -> bytes:
    """Return the table to fill in."""
    return sheets.template(COLUMNS, title="批量登记缴费", most=rules.MAX_ROWS)


def checked(rows: Sequence[Row], dues: DueQuerySet, *, today: date, own: int | None) -> Checked:
    """Look at all rows; `dues` are all of the year, locked, `own` the person who records them."""
    found = Checked()
    known = {due.number: due for due in dues.select_related("member").defer("member__terms", "member__searched")}
    rest = {number: due.remainder for number, due in known.items()}
    former = _former(dues)
    for row in rows:
        wrong: list[tuple[str, str]] = []
        typed = _typed(row, wrong, today)
        due = _due(row, known, wrong, own)
        if due is not None and not wrong:
            wrong += _over(typed["amount"], rest, due)
            wrong += _twice(
                row.number, (due.pk, typed["on"], typed["way"], typed["amount"], typed["reference"]), former
            )
            rest[due.number] -= typed["amount"]
        found.asked.append(typed | {"due": due})
        found.faults += [(row.number, label, what) for label, what in wrong]
    return found


def _typed(row: Row, wrong: list[tuple[str, str]], today: date) -> dict[str, Any]:
    on = day(row["on"])
    if on is None:
        wrong.append((LABELS["on"], NO_DAY))
    amount = _amount(row["amount"])
    try:
        rules.require_amount(amount)
        rules.require_paid_on(on or today, today=today)
    except ValidationError as refusal:
        wrong += [(LABELS[name], words) for name, lines in refusal.message_dict.items() for words in lines]
    return {"amount": amount, "on": on or today, "way": WAYS.get(row["way"], ""), "reference": row["reference"]}


def _amount(text: str) -> int:
    """Read an amount as people write it, in yuan, and return it in fen; 0, which is none, for what is no amount."""
    try:
        found = Decimal(text.removesuffix("元").replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return 0
    return rules.fen(found) or 0


def _due(row: Row, known: Mapping[int, Due], wrong: list[tuple[str, str]], own: int | None) -> Due | None:
    text = row["number"]
    due = known.get(int(text)) if text.isascii() and text.isdigit() else None
    if due is None:
        wrong.append((LABELS["number"], "这个年度的应缴名单里没有这个会员号。"))
    elif due.member.name != row["name"]:
        wrong.append((LABELS["name"], "与会员号对应的姓名不一致，请核对。"))
    elif own is not None and due.member.person_id == own:
        wrong.append((LABELS["number"], "这是您自己的会费，请由另一位经办人登记。"))
    return due


def _over(amount: int, rest: Mapping[int, int], due: Due) -> Iterator[tuple[str, str]]:
    left = rest[due.number]
    if amount > left:
        yield (
            LABELS["amount"],
            f"超出应缴数：还应缴 {yuan(left)} 元。" if left > 0 else "会费已经缴清。",
        )


def _former(dues: DueQuerySet) -> dict[Same, str]:
    """Return the payments that stand in the ledger, by what makes two of them the same."""
    found: dict[Same, str] = defaultdict(str)
    for due in dues.filter(paid__gt=0).prefetch_related("entries__year", "entries__countered_by"):
        for one in due.entries.all():
            if one.receipt and not one.is_corrected:
                same = (due.pk, one.on, one.way, one.amount, one.reference)
                found[same] = f"已经登记过（{receipt_number(one.year.year, one.receipt)}）。"
    return found


def _twice(number: int, same: Same, former: dict[Same, str]) -> Iterator[tuple[str, str]]:
    """Give what stands in the ledger or in an earlier row already."""
    if words := former.get(same):
        yield LABELS["amount"], f"同一天、同样方式、金额和票据号的缴费{words}确实缴了两次的，请填写各自的票据号。"
    former[same] = f"与第 {number} 行相同。"
