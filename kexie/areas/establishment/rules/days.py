"""Time limits."""

import calendar
from datetime import date, timedelta

from kexie.areas.establishment.rules.limits import SATURDAY


def due(since: date, days: int) -> date:
    """Return the last day of a review; weekends do not count, holidays are not known.

    >>> due(date(2026, 11, 20), 1)
    datetime.date(2026, 11, 23)
    """
    day, left = since, days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


def months_after(day: date, months: int) -> date:
    """Return the day some months later, the month's last where it has no such day.

    >>> months_after(date(2026, 11, 30), 3), months_after(date(2026, 11, 30), 0)
    (datetime.date(2027, 2, 28), datetime.date(2026, 11, 30))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_after(day: date) -> date:
    """Return the day one month later, the month's last where it has no such day (G25).

    >>> month_after(date(2026, 11, 21)), month_after(date(2027, 1, 31)), month_after(date(2028, 1, 31))
    (datetime.date(2026, 12, 21), datetime.date(2027, 2, 28), datetime.date(2028, 2, 29))
    """
    return months_after(day, 1)


def is_report_late(*, congress_on: date, reported_on: date) -> bool:
    """Tell whether a result was reported after more than a month; on the very day it is in time (G25).

    >>> is_report_late(congress_on=date(2027, 1, 31), reported_on=date(2027, 2, 28))
    False
    """
    return reported_on > month_after(congress_on)


def years_after(day: date, years: int) -> date:
    """Return the day some years later; 29 February becomes the 28th.

    >>> years_after(date(2028, 2, 29), 3)
    datetime.date(2031, 2, 28)
    """
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))
