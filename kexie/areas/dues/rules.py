"""What members pay, how a payment is recorded and corrected, when a year is closed. No tables, no clock.

MEM is a requirement of membership; 《通则》 is 《企业科学技术协会组织通则》, whose article 21 has members pay the dues
that the charter of their body asks for.
"""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.areas.charters.rules.choices import Dues
from kexie.areas.membership.rules import CATEGORY_LABELS, GENERAL, GRASSROOTS, Category
from kexie.core import cases
from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.foundation.appointments.rules import Role, Within, grant

ARTICLE = f"{GENERAL}第二十一条"
STAFF = (Role.ADMINISTRATOR, Role.SECRETARY, Role.FINANCE)
NOTICES = Kind("会费", "会费待缴、已登记、减免和更正", icon="file-text", is_important=True)
GRANTS = (
    # Who owes what is known to the body alone.
    grant("dues.browse", Within.OWN, roles=(*STAFF, Role.LEADER), families=GRASSROOTS),
    grant("dues.manage", Within.OWN, roles=STAFF, families=GRASSROOTS),
)

FIRST_YEAR = 2000
MAX_AMOUNT = 9_999_999  # fen
MAX_NAME, MAX_TEXT, MAX_REFERENCE = 20, 200, 40
MAX_RATES = 12
MAX_ROWS = 20_000  # payments of one table
MAX_RECEIPTS = 500  # in one file


class Group(StrEnum):
    """The sorts of members that a rate can be for: the three of the General Rules, and those who have retired."""

    TECHNICAL = Category.TECHNICAL.value
    MANAGERIAL = Category.MANAGERIAL.value
    SKILLED = Category.SKILLED.value
    RETIRED = "retired"


GROUP_LABELS = {
    **{Group(category.value): label for category, label in CATEGORY_LABELS.items()},
    Group.RETIRED: "退休会员",
}


class Way(StrEnum):
    """How money was paid."""

    CASH = "cash"
    TRANSFER = "transfer"
    MOBILE = "mobile"
    PAYROLL = "payroll"


WAY_LABELS = {
    Way.CASH: "现金",
    Way.TRANSFER: "银行转账",
    Way.MOBILE: "手机支付",
    Way.PAYROLL: "工资代扣",
}


class Sort(StrEnum):
    """What an entry of the ledger is: money that came in, or dues that are forgone."""

    PAYMENT = "payment"
    WAIVER = "waiver"


SORT_LABELS = {Sort.PAYMENT: "缴费", Sort.WAIVER: "减免"}

TRAIL = Words(
    "会费",
    deeds={
        "dues.add_year": "设立会费年度",
        "dues.add_rate": "增加会费标准",
        "dues.remove_rate": "删除会费标准",
        "dues.roll": "生成应缴名单",
        "dues.pay": "登记缴费",
        "dues.waive": "减免会费",
        "dues.correct": "更正会费登记",
        "dues.pay_many": "批量登记缴费",
        "dues.remind": "通知会员缴费",
        "dues.export": "导出会费名单",
        "dues.receipts": "打印会费收据",
        "dues.close": "会费年度结账",
        "dues.reopen": "撤销会费年度结账",
    },
    things={"dues.year": "会费年度", "dues.rate": "会费标准", "dues.due": "应缴会费", "dues.entry": "会费登记"},
    facts={
        "reason": "原因",
        "count": "人数",
        "on": "日期",
        "file": "文件",
        "receipt": "收据号",
        "rate": "标准",
    },
    values={"way": {way.value: label for way, label in WAY_LABELS.items()}},
)


def in_yuan(fen: int) -> Decimal:
    """Return an amount of fen in yuan, for tables that others go on reckoning with.

    >>> in_yuan(5050)
    Decimal('50.50')
    """
    return Decimal(fen).scaleb(-2)


def yuan(fen: int) -> str:
    """Write an amount of fen as it is shown, in yuan.

    >>> yuan(123450), yuan(0), yuan(-5)
    ('1,234.50', '0.00', '-0.05')
    """
    return f"{in_yuan(fen):,.2f}"


def receipt_number(year: int, number: int) -> str:
    """Return a receipt's number as it is printed; the numbers of a body's year have no gaps.

    >>> receipt_number(2026, 7)
    '会费〔2026〕0007号'
    """
    return f"会费〔{year}〕{number:04}号"


def group(category: str, status: str) -> Group:
    """Return which sort of members somebody belongs to; who has retired is of none other.

    >>> group("skilled", "active"), group("skilled", "retired")
    (<Group.SKILLED: 'skilled'>, <Group.RETIRED: 'retired'>)
    """
    return Group.RETIRED if status == "retired" else Group(category)


def standing(*, amount: int, paid: int, waived: int) -> tuple[str, str]:
    """Return in words how somebody's dues stand, and the colour of that.

    >>> standing(amount=50, paid=20, waived=0)[0]
    '缴了一部分'
    >>> [standing(amount=a, paid=p, waived=w)[0] for a, p, w in ((0, 0, 0), (50, 0, 50), (50, 30, 20), (50, 0, 0))]
    ['免交', '已减免', '已缴清', '未缴']
    """
    if not amount:
        return "免交", "secondary"
    if paid + waived < amount:
        return ("缴了一部分", "orange") if paid or waived else ("未缴", "red")
    return ("已缴清", "green") if paid else ("已减免", "blue")


def roll_day(year: int, today: date) -> date:
    """Return the day that is offered for a year's roll: today, in a former year its last day.

    >>> roll_day(2025, date(2026, 3, 1)), roll_day(2026, date(2026, 3, 1))
    (datetime.date(2025, 12, 31), datetime.date(2026, 3, 1))
    """
    return min(today, date(year, 12, 31))


def said(dues: str) -> str:
    """Say what the charter in force says of dues."""
    if dues == Dues.NONE:
        return f"本科协章程规定不向个人会员收取会费，会员不用缴费（{ARTICLE}：会员按章程缴纳会费）。"
    if dues == Dues.YEARLY:
        return f"本科协章程规定个人会员每年缴纳固定数额的会费（{ARTICLE}）。"
    return f"本科协章程规定会费标准由委员会提出，大会通过后执行（{ARTICLE}）。"


def require_charged(dues: str) -> None:
    """Refuse dues that the charter does not have (《通则》第二十一条, MEM-05)."""
    if dues == Dues.NONE:
        raise ValidationError(f"本科协章程规定不收会费，不能设立会费（{ARTICLE}）。要收会费，请先修改章程。")


def require_year(year: int, *, today: date) -> None:
    """Refuse a year that nobody collects dues for now."""
    if not FIRST_YEAR <= year <= today.year + 1:
        raise ValidationError({"year": f"年度应在 {FIRST_YEAR} 到 {today.year + 1} 之间。"})


def require_decision(decision: str, *, dues: str) -> str:
    """Return the congress's decision on the scale; refuse none where the charter asks for one (《通则》第二十一条)."""
    given = " ".join(decision.split())
    if dues == Dues.REGULATED and not given:
        raise ValidationError({"decision": f"章程规定会费标准由大会通过，请写明大会名称和通过日期（{ARTICLE}）。"})
    return given


def fen(yuan: Decimal) -> int | None:
    """Return in fen what was typed in yuan, or None for what is no whole number of fen, or far too much.

    >>> fen(Decimal("50.5")), fen(Decimal("1.005")), fen(Decimal("1e999999")), fen(Decimal("NaN"))
    (5050, None, None, None)
    """
    if not yuan.is_finite() or abs(yuan) > MAX_AMOUNT:
        return None
    found = yuan.scaleb(2)
    return int(found) if found == found.to_integral_value() else None


def require_amount(amount: int | None, *, least: int = 1) -> int:
    """Return an amount of fen; refuse none, and one that is too small or too large."""
    if amount is None or not least <= amount <= MAX_AMOUNT:
        raise ValidationError({"amount": f"金额应在 {yuan(least)} 到 {yuan(MAX_AMOUNT)} 元之间，最多两位小数。"})
    return amount


def require_of_charter(amount: int, *, dues: str, fixed: int) -> None:
    """Refuse another amount than the one that the charter names (《通则》第二十一条)."""
    if dues == Dues.YEARLY and amount != fixed:
        words = f"章程规定每年缴纳 {yuan(fixed)} 元，标准不能是别的数额（{ARTICLE}）。个别会员确有困难的，可以减免。"
        raise ValidationError({"amount": words})


def require_groups(groups: Collection[str], *, taken: Collection[str]) -> list[str]:
    """Return the sorts of members that a rate is for; refuse none, and those that have a rate already."""
    if not groups:
        raise ValidationError({"groups": "请选择这项标准适用的会员。"})
    if twice := [GROUP_LABELS[Group(one)] for one in groups if one in taken]:
        raise ValidationError({"groups": f"“{'、'.join(twice)}”已有标准，一类会员只能有一项标准。"})
    return sorted(groups)


def require_unused(*, is_used: bool) -> None:
    """Refuse to take a rate away by which members owe already."""
    if is_used:
        raise ValidationError("已有会员按这项标准应缴会费，不能删除。个别会员可以减免。")


def require_open(*, is_closed: bool) -> None:
    """Refuse to change a year that was closed."""
    if is_closed:
        raise ValidationError("这个年度已经结账，不能再登记。确要更正，请先撤销结账。")


def require_closed(*, is_closed: bool) -> None:
    """Refuse to reopen a year that is open."""
    if not is_closed:
        raise ValidationError("这个年度没有结账。")


def require_rolled(*, is_rolled: bool) -> None:
    """Refuse to close a year, or to remind of it, before anybody owes."""
    if not is_rolled:
        raise ValidationError("还没有生成应缴名单，请先生成。")


def require_roll_day(on: date, *, year: int, today: date) -> None:
    """Refuse a day outside the year, or one that has not come: who was on the roll then is not known yet."""
    if on > today:
        raise ValidationError({"on": "日期不能晚于今天：那天的名册还不知道。"})
    if on.year != year:
        raise ValidationError({"on": f"请选择 {year} 年内的一天。"})


def require_rates(*, has_rates: bool) -> None:
    """Refuse a roll without any rate."""
    if not has_rates:
        raise ValidationError("请先填写会费标准。")


def require_remainder(amount: int, *, remainder: int) -> None:
    """Refuse more than is owed: what was paid too much goes back to its payer."""
    if not remainder:
        raise ValidationError({"amount": "这位会员的会费已经缴清，不用再登记。"})
    if amount > remainder:
        words = f"还应缴 {yuan(remainder)} 元，{yuan(amount)} 元超出了应缴数。多缴的部分请退还本人。"
        raise ValidationError({"amount": words})


def require_paid_on(on: date, *, today: date) -> None:
    """Refuse a day that has not come, or that is long before anybody used this."""
    if on > today:
        raise ValidationError({"on": "缴费日期不能晚于今天。"})
    if on.year < FIRST_YEAR:
        raise ValidationError({"on": f"缴费日期不能早于 {FIRST_YEAR} 年。"})


def require_new_payment(*, former: str) -> None:
    """Refuse a payment that stands in the ledger already: two people recorded the same one."""
    if former:
        words = f"同一天、同样方式和金额的缴费已经登记过（{former}）。确实缴了两次的，请填写各自的票据号。"
        raise ValidationError({"amount": words})


def require_reason(reason: str) -> str:
    """Return why dues are forgone or an entry is corrected; refuse none."""
    return cases.require_reason(reason, most=MAX_TEXT)


def require_correctable(*, is_counter: bool, is_corrected: bool) -> None:
    """Refuse to correct a correction, or an entry twice: what was wrong then is recorded anew."""
    if is_counter:
        raise ValidationError("更正本身不能再更正，请重新登记正确的内容。")
    if is_corrected:
        raise ValidationError("这笔登记已经更正过，请刷新页面查看。")


def require_not_own(*, is_own: bool) -> None:
    """Refuse to record or forgo one's own dues (SEC-03)."""
    if is_own:
        raise ValidationError("这是您自己的会费，请由另一位经办人登记。")


def require_receipts(*, first: int, last: int, given: int) -> None:
    """Refuse numbers that no receipt has, and more receipts than are printed at once."""
    if not 1 <= first <= last <= given:
        raise ValidationError({"last": f"这个年度已开收据 {given:,} 份，请填写 1 到 {given:,} 之间的起止号。"})
    if last - first >= MAX_RECEIPTS:
        raise ValidationError({"last": f"一次最多打印 {MAX_RECEIPTS} 份，请分几次。"})


def require_valid(number: int) -> None:
    """Refuse to print where all receipts are void."""
    if not number:
        raise ValidationError("这些收据都已更正作废，没有可以打印的。")
