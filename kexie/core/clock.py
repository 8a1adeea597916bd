"""The one clock: the database's, so that deadlines are the same on every machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection

PLACE = ZoneInfo("Asia/Shanghai")
_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """Return the moment of this transaction by the database's clock, in Asia/Shanghai."""
    if held := _held.get():
        return held
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        moment: datetime = cursor.fetchone()[0]
    return moment.astimezone(PLACE)


def today() -> date:
    """Return the day in Asia/Shanghai by the database's clock.

    >>> with held(datetime(2026, 11, 21, 16, 30, tzinfo=ZoneInfo("UTC"))):
    ...     today()
    datetime.date(2026, 11, 22)
    """
    return now().date()


@contextmanager
def held(moment: datetime) -> Iterator[None]:
    """Hold the clock at a moment. Only tests and the demo may."""
    token = _held.set(moment.astimezone(PLACE))
    try:
        yield
    finally:
        _held.reset(token)
