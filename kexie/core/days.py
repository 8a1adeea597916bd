"""Time limits as law counts them: working days, months, years (《民法典》第二百零一条至第二百零三条)."""

import calendar
from datetime import date, timedelta

SATURDAY = 5


def working_days_after(since: date, days: int) -> date:
    """Return the last of so many working days; weekends do not count, holidays are not known.

    >>> working_days_after(date(2026, 11, 20), 1), working_days_after(date(2026, 11, 20), 15)
    (datetime.date(2026, 11, 23), datetime.date(2026, 12, 11))
    """
    day, left = since, days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


def months_after(day: date, months: int) -> date:
    """Return the day some months later, the month's last where it has no such day.

    >>> months_after(date(2026, 11, 30), 3), months_after(date(2027, 1, 31), 1), months_after(date(2026, 12, 31), 0)
    (datetime.date(2027, 2, 28), datetime.date(2027, 2, 28), datetime.date(2026, 12, 31))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """Return the day some years later; 29 February becomes the 28th where the year has none.

    >>> years_after(date(2028, 2, 29), 3), years_after(date(2028, 2, 29), 4)
    (datetime.date(2031, 2, 28), datetime.date(2032, 2, 29))
    """
    return months_after(day, 12 * years)
