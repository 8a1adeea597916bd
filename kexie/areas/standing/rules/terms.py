"""Terms of office: when a body is reminded, and the congress that elects the next committee (EST-14, G25)."""

import calendar
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from kexie.areas.charters.rules import CHARTERED
from kexie.areas.establishment.rules import ARTICLE
from kexie.foundation.organisations.rules import KINDS

BEFORE = (6, 3, 1, 0)  # months before the end of a term at which a body is reminded
MAX_NOTE = 500


def months_before(day: date, months: int) -> date:
    """Return the day some months earlier, the month's last where it has no such day.

    >>> months_before(date(2027, 3, 31), 1), months_before(date(2027, 1, 15), 6)
    (datetime.date(2027, 2, 28), datetime.date(2026, 7, 15))
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def nearing(ends_on: date, today: date) -> int | None:
    """Return the reminder that is due for a term: the months before its end that have begun, the fewest; or None.

    >>> [nearing(date(2027, 5, 31), day) for day in (date(2026, 11, 29), date(2026, 11, 30), date(2027, 5, 31))]
    [None, 6, 0]
    """
    return next((months for months in reversed(BEFORE) if months_before(ends_on, months) <= today), None)


def ahead(today: date, months: int) -> date:
    """Return the last day on which a term may end to be reminded of today, so many months before.

    >>> ahead(date(2027, 2, 28), 1), ahead(date(2026, 11, 21), 6), ahead(date(2026, 11, 21), 0)
    (datetime.date(2027, 3, 31), datetime.date(2027, 5, 21), datetime.date(2026, 11, 21))
    """
    day = months_before(today, -months)
    while months_before(day + timedelta(days=1), months) <= today:
        day += timedelta(days=1)
    return day


def require_electing(kind: str) -> None:
    """Refuse the congress of a body that has none (G25)."""
    if kind not in CHARTERED:
        raise ValidationError(f"{KINDS[kind].label}不召开会员代表大会，没有任期。")


def require_congress_day(*, congress_on: date, today: date, since: date | None) -> None:
    """Refuse a congress that is still to come, or one that does not follow the beginning of the present term."""
    if congress_on > today:
        raise ValidationError({"congress_on": "大会还没有召开，请在会后登记。"})
    if since is not None and congress_on <= since:
        raise ValidationError({"congress_on": f"换届大会应在本届任期开始（{since:%Y-%m-%d}）之后召开。"})


def require_number(number: int, *, last: int) -> None:
    """Refuse a term that does not follow the last one."""
    if number <= last:
        raise ValidationError({"number": f"第 {last} 届已经登记，新的一届从第 {last + 1} 届起。"})


def require_settled(*, is_reported: bool) -> None:
    """Refuse the next congress before the result of the last one was reported (G25)."""
    if not is_reported:
        raise ValidationError(f"上一次换届大会的结果还没有报送，请先报送（{ARTICLE[25]}）。")


def require_unreported(*, is_reported: bool) -> None:
    """Refuse to report a congress twice."""
    if is_reported:
        raise ValidationError("这次换届大会的结果已经报送。")
