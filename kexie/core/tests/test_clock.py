"""The clock is the database's, shown in Asia/Shanghai; only tests and the demo hold it."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection, transaction

from kexie.core import clock

NEW_YEAR = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)  # one second before midnight in Shanghai


@pytest.mark.django_db
@pytest.mark.spec("REL-08")
def test_now_is_the_moment_of_the_transaction() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now(), (now() AT TIME ZONE 'Asia/Shanghai')::date")
        moment, day = cursor.fetchone()
    assert clock.now() == moment == clock.now()
    assert clock.now().utcoffset() == timedelta(hours=8)
    assert clock.today() == day


@pytest.mark.django_db(transaction=True)
@pytest.mark.spec("REL-08")
def test_the_next_transaction_is_later() -> None:
    with transaction.atomic():
        first = clock.now()
    with transaction.atomic():
        assert clock.now() > first


@pytest.mark.spec("REL-08")
@pytest.mark.parametrize(
    ("moment", "day"), [(NEW_YEAR, date(2026, 12, 31)), (NEW_YEAR + timedelta(seconds=1), date(2027, 1, 1))]
)
def test_a_day_begins_at_midnight_in_shanghai(moment: datetime, day: date) -> None:
    with clock.held(moment):
        assert clock.today() == day
        assert clock.now() == moment
        assert str(clock.now().tzinfo) == "Asia/Shanghai"


@pytest.mark.django_db
def test_a_held_clock_goes_on_afterwards() -> None:
    before = clock.now()

    def hold_and_fail() -> None:
        with clock.held(NEW_YEAR):
            with clock.held(NEW_YEAR + timedelta(days=400)):
                assert clock.today() == date(2028, 2, 4)
            assert clock.now() == NEW_YEAR
            raise LookupError

    with pytest.raises(LookupError):
        hold_and_fail()
    assert clock.now() == before


def test_a_clock_is_held_for_one_thread_alone() -> None:
    seen: list[object] = []
    with clock.held(NEW_YEAR):
        other = Thread(target=lambda: seen.append(clock._held.get()))
        other.start()
        other.join()
        assert clock._held.get() == NEW_YEAR
    assert seen == [None]
