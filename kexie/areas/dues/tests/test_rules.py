"""What the rules refuse, and at which boundary."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.charters.rules.choices import Dues
from kexie.areas.dues import rules

pytestmark = pytest.mark.spec("MEM-05")
TODAY, OWED = date(2026, 11, 21), 5000

REFUSED: list[tuple[Callable[[], object], str]] = [
    (partial(rules.require_charged, Dues.NONE), "第二十一条"),
    (partial(rules.require_of_charter, 5001, dues=Dues.YEARLY, fixed=5000), "50.00"),
    (partial(rules.require_decision, " ", dues=Dues.REGULATED), "大会"),
    (partial(rules.require_year, 2028, today=TODAY), "2027"),
    (partial(rules.require_amount, rules.fen(Decimal("0.005"))), "两位小数"),
    (partial(rules.require_amount, rules.MAX_AMOUNT + 1), "两位小数"),
    (partial(rules.require_amount, 0), "0.01"),
    (partial(rules.require_groups, [], taken=[]), "适用的会员"),
    (partial(rules.require_groups, ["retired"], taken=["retired"]), "退休会员"),
    (partial(rules.require_roll_day, date(2026, 11, 22), year=2026, today=TODAY), "晚于今天"),
    (partial(rules.require_roll_day, date(2025, 12, 31), year=2026, today=TODAY), "2026 年内"),
    (partial(rules.require_remainder, 5001, remainder=OWED), "退还本人"),
    (partial(rules.require_remainder, OWED, remainder=0), "已经缴清"),
    (partial(rules.require_paid_on, date(2026, 11, 22), today=TODAY), "晚于今天"),
    (partial(rules.require_new_payment, former="会费〔2026〕0001号"), "已经登记过"),
    (partial(rules.require_correctable, is_counter=True, is_corrected=False), "不能再更正"),
    (partial(rules.require_correctable, is_counter=False, is_corrected=True), "已经更正过"),
    (partial(rules.require_not_own, is_own=True), "另一位"),
    (partial(rules.require_unused, is_used=True), "不能删除"),
    (partial(rules.require_open, is_closed=True), "已经结账"),
]


@pytest.mark.parametrize(("rule", "words"), REFUSED)
def test_what_is_refused(rule: Callable[[], object], words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        rule()
    assert words in "".join(refusal.value.messages)


def test_what_just_passes() -> None:
    for dues in (Dues.YEARLY, Dues.REGULATED):
        rules.require_charged(dues)
    rules.require_of_charter(5000, dues=Dues.YEARLY, fixed=5000)
    rules.require_of_charter(700, dues=Dues.REGULATED, fixed=0)
    assert rules.require_decision("", dues=Dues.YEARLY) == ""
    rules.require_year(2027, today=TODAY)
    assert (rules.require_amount(1), rules.require_amount(rules.MAX_AMOUNT)) == (1, 9_999_999)
    rules.require_remainder(OWED, remainder=OWED)
    rules.require_roll_day(TODAY, year=2026, today=TODAY)
    assert rules.require_groups(["technical"], taken=["retired"]) == ["technical"]
