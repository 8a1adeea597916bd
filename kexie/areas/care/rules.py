"""What a body may do out of care for its members, and only as long as they agree. No tables, no clock.

MEM is a requirement of membership; PIPL is 《个人信息保护法》: consent is given for one purpose (article 14), kept with
its words and withdrawn as easily as it was given (article 15); what was kept for it goes then (article 47).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from django.core.exceptions import ValidationError

from kexie.areas.membership.rules import GRASSROOTS, STAFF
from kexie.core import cases
from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.foundation.appointments.rules import Role, Within, grant

Row = TypeVar("Row")
NOTICES = Kind("会员关怀", "科协写给会员的信", icon="mail")
GRANTS = (
    grant("care.manage", Within.OWN, roles=STAFF, families=GRASSROOTS),
    # Visits are a matter of the secretaries alone: neither administrators nor leaders read them.
    grant("care.visit", Within.OWN, roles=(Role.SECRETARY,), families=GRASSROOTS),
)

MAX_TITLE, MAX_TEXT, MAX_NAME, MAX_WHY = 60, 2_000, 20, 200
MAX_A_DAY = 5  # letters of a body
LEAP = 2024  # a year in which every day of the year is there
WORKERS_DAY = (5, 30)
AHEAD = timedelta(days=14)  # so long before Science and Technology Workers' Day greetings are suggested
MAX_SCAN = 5 * 1024**2  # bytes
SCAN_KINDS = ("pdf", "jpg", "png")
WEEK, MONTH = "week", "month"
SPANS = {WEEK: "本周", MONTH: "本月"}


class Purpose(StrEnum):
    """What a member agrees to, each by itself."""

    LETTERS = "letters"
    BIRTHDAY = "birthday"
    VISITS = "visits"


PURPOSE_LABELS = {Purpose.LETTERS: "会员信", Purpose.BIRTHDAY: "生日和纪念日问候", Purpose.VISITS: "走访帮扶登记"}
# What can be agreed to on paper: letters go to accounts, and who has one decides there.
ON_PAPER = (Purpose.BIRTHDAY, Purpose.VISITS)
# The words that a member agrees to; they are kept with each consent, so that a later wording changes no earlier one.
TEXTS = {
    Purpose.LETTERS: "我同意本科协用站内消息给我发会员信。我可以随时撤回。",
    Purpose.BIRTHDAY: (
        "我同意本科协保存我的出生月日，只用于生日和入会纪念日问候。我可以随时撤回，撤回后出生月日随即删除。"
    ),
    Purpose.VISITS: (
        "我同意本科协秘书登记对我的走访和帮扶情况，加密保存，每次查看都有记录。我可以随时撤回，撤回后内容随即删除。"
    ),
}
TRAIL = Words(
    "会员关怀",
    deeds={
        "care.change": "会员修改同意的事项",
        "care.opt_out": "会员不再接收会员信",
        "care.birthdays": "查看会员生日",
        "care.write": "发送会员信",
        "care.add_visit": "登记走访帮扶",
        "care.show_visit": "查看走访帮扶记录",
        "care.add_agreement": "登记纸面同意书",
        "care.withdraw_agreement": "登记撤回纸面同意",
    },
    things={"care.letter": "会员信", "care.visit": "走访帮扶", "care.agreement": "纸面同意书"},
    facts={"agreed": "同意的事项", "count": "人数", "span": "时间", "reason": "原因"},
    values={"agreed": {one.value: label for one, label in PURPOSE_LABELS.items()}, "span": SPANS},
)


class Sort(StrEnum):
    """For what somebody was visited."""

    VISIT = "visit"
    HELP = "help"
    CONDOLENCE = "condolence"


SORT_LABELS = {Sort.VISIT: "走访", Sort.HELP: "帮扶", Sort.CONDOLENCE: "慰问"}


@dataclass(frozen=True)
class Draft:
    """A letter that is suggested; who sends it writes it as is fit."""

    title: str
    text: str


def greeting(called: str) -> Draft:
    """Suggest a letter for Science and Technology Workers' Day (MEM-08)."""
    text = (
        "各位会员：\n\n5 月 30 日是全国科技工作者日。感谢您一年来的辛勤工作。"
        f"{called}祝您节日快乐、身体健康、家庭幸福。\n\n"
        "工作和生活上有需要科协帮助的，请随时告诉我们。"
    )
    return Draft("全国科技工作者日的问候", text)


def is_near_workers_day(today: date) -> bool:
    """Tell whether greetings for 30 May are suggested today.

    >>> [is_near_workers_day(date(2026, 5, day)) for day in (15, 16, 30, 31)]
    [False, True, True, False]
    """
    day = date(today.year, *WORKERS_DAY)
    return day - AHEAD <= today <= day


def born(month: int | None, day: int | None) -> str:
    """Return a birthday as it is kept, without its year; nothing for none.

    >>> born(2, 29), born(None, None)
    ('02-29', '')
    """
    if month is None and day is None:
        return ""
    if month is None or day is None:
        raise ValidationError({"day": "月和日请都填写，或者都不填。"})
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(LEAP, month)[1]:
        raise ValidationError({"day": "没有这一天，请核对月和日。"})
    return f"{month:02}-{day:02}"


def require_birthday(*, agrees: bool, birthday: str) -> str:
    """Return the birthday that is kept: only with consent, and consent only with one."""
    if agrees and not birthday:
        raise ValidationError({"month": "请填写出生的月和日，或者不勾选问候。"})
    return birthday if agrees else ""


def celebrated(birthday: str, year: int) -> date:
    """Return the day of a year on which a birthday is celebrated; that of 29 February else on the 28th.

    >>> celebrated("02-29", 2027), celebrated("02-29", 2028)
    (datetime.date(2027, 2, 28), datetime.date(2028, 2, 29))
    """
    month, day = map(int, birthday.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))


def span(word: str, today: date) -> tuple[date, date]:
    """Return the first and last day of this week, from Monday, or of this month.

    >>> span("week", date(2026, 11, 21)), span("month", date(2026, 2, 3))[1]
    ((datetime.date(2026, 11, 16), datetime.date(2026, 11, 22)), datetime.date(2026, 2, 28))
    """
    if word == WEEK:
        first = today - timedelta(days=today.weekday())
        return first, first + timedelta(days=6)
    return today.replace(day=1), today.replace(day=monthrange(today.year, today.month)[1])


def falls(birthday: str, first: date, last: date) -> date | None:
    """Return the day between two on which a birthday is celebrated, or None; the span may cross the year.

    >>> falls("01-02", date(2026, 12, 28), date(2027, 1, 3)), falls("06-01", date(2026, 12, 28), date(2027, 1, 3))
    (datetime.date(2027, 1, 2), None)
    """
    days = (celebrated(birthday, year) for year in {first.year, last.year})
    return next((day for day in days if first <= day <= last), None)


def round_years(years: int) -> int:
    """Return how many years in the body are worth a greeting: every fifth, else none.

    >>> round_years(5), round_years(0), round_years(7)
    (5, 0, 0)
    """
    return years if years % 5 == 0 else 0


def require_letter(title: str, text: str) -> tuple[str, str]:
    """Return a letter's title and text; refuse an empty one."""
    if not title.strip():
        raise ValidationError({"title": "请填写标题。"})
    if not text.strip():
        raise ValidationError({"text": "请填写内容。"})
    return " ".join(title.split()), text.strip()


def require_room(*, of_late: int) -> None:
    """Refuse more letters in a day than anybody reads."""
    if of_late >= MAX_A_DAY:
        raise ValidationError(f"24 小时内最多发 {MAX_A_DAY} 封会员信，请明天再发。")


def require_readers(number: int) -> None:
    """Refuse a letter that nobody would get."""
    if not number:
        raise ValidationError("没有同意接收会员信的会员，这封信发不出去。会员在“我的会员”里同意以后才能收到。")


def require_visited(on: date, *, today: date) -> None:
    """Refuse a visit that has not been made."""
    if on > today:
        raise ValidationError({"on": "日期不能晚于今天。"})


def require_note(note: str) -> str:
    """Return what is written down of a visit; refuse nothing."""
    if not note.strip():
        raise ValidationError({"note": "请填写情况。"})
    return note.strip()


def require_agreed(*, is_agreed: bool) -> None:
    """Refuse to write down visits of somebody who did not agree to that, or is no member here (PIPL 13)."""
    if not is_agreed:
        words = (
            "名册里没有这个会员号，或者本人没有同意登记走访帮扶。"
            "本人可以在“关怀与会员信”里同意；没有账号的，先登记纸面同意书。"
        )
        raise ValidationError({"number": words})


def require_listed(member: Row | None) -> Row:
    """Return the member who signed; refuse the sheet of somebody who is none here."""
    if member is None:
        raise ValidationError({"number": "在册会员里没有这个会员号，请核对。"})
    return member


def require_no_account(*, has_account: bool) -> None:
    """Refuse to record for somebody what that person decides with an own account (PIPL 14)."""
    if has_account:
        words = "这位会员有账号，请本人在“我的会员”的“关怀与会员信”里选择，不能代为登记。"
        raise ValidationError({"number": words})


def require_agreement(*, is_any: bool, is_new: bool) -> None:
    """Refuse a paper that agrees to nothing, or to nothing new."""
    if not is_any:
        raise ValidationError({"visits": "请勾选同意书上写明的事项。"})
    if not is_new:
        raise ValidationError({"visits": "这位会员已经同意过这些事项，不用再登记。"})


def require_signed(on: date, *, joined_on: date, today: date) -> None:
    """Refuse a day that has not come, or before the signer was a member here."""
    if not joined_on <= on <= today:
        raise ValidationError({"on": "签字日期应在入会日期和今天之间，请核对。"})


def require_holding(*, is_holding: bool) -> None:
    """Refuse to withdraw what was withdrawn already: the second of two secretaries is told."""
    if not is_holding:
        raise ValidationError({"purposes": "这些事项已经撤回，请刷新页面查看。"})


def require_reason(reason: str) -> str:
    """Return when and how the member withdrew; refuse none: nobody withdraws for another."""
    return cases.require_reason(reason, most=MAX_WHY)
