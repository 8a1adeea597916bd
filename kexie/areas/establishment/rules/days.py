"""The month within which the result of a congress is reported (G25)."""

from datetime import date

from kexie.core.days import months_after


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
