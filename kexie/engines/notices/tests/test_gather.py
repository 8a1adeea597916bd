"""Digests: what was not read goes out in one letter a day, or a week, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from kexie.core import clock
from kexie.engines.notices import actions
from kexie.engines.notices.models import Delivery, Notice
from kexie.engines.notices.tests.factories import IMPORTANT, prefer, reader, told
from kexie.engines.notices.tests.post import Office, words
from kexie.foundation.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-01"), pytest.mark.spec("REL-06")]
DAY = timedelta(days=1)
SATURDAY = datetime(2030, 11, 23, 9, 0, tzinfo=clock.PLACE)


def told_at(moment: datetime, *people: Person, title: str = "隶属关系有调整", what: str = "directory.move") -> None:
    """Tell something at a moment."""
    row = told(*people, title=title, what=what)
    Notice.objects.filter(announcement=row).update(at=moment)


def work(moment: datetime) -> int:
    """Let the worker do its work at a moment."""
    with clock.held(moment):
        actions.gather()
        return actions.send_due()


def test_a_days_unread_notices_go_out_in_one_letter_the_next_morning(office: Office) -> None:
    person = reader()
    for hour in (1, 2):
        told_at(SATURDAY + timedelta(hours=hour), person, title=f"第{hour}件事")
    assert work(SATURDAY + timedelta(hours=5)) == 0
    assert work(SATURDAY + DAY) == 1
    ((_, letter),) = office.taken
    assert "2 条未读消息" in letter["Subject"]
    for title in ("第1件事", "第2件事"):
        assert title in words(letter)
    for later in (timedelta(minutes=10), timedelta(hours=8), DAY, 3 * DAY):
        assert work(SATURDAY + DAY + later) == 0


def test_before_eight_nothing_is_gathered(office: Office) -> None:
    told_at(SATURDAY, reader())
    assert work(datetime(2030, 11, 24, 7, 59, tzinfo=clock.PLACE)) == 0
    assert work(datetime(2030, 11, 24, 8, 0, tzinfo=clock.PLACE)) == 1


def test_a_worker_that_was_down_the_whole_day_leaves_nothing_out(office: Office) -> None:
    told_at(SATURDAY, reader())
    assert work(SATURDAY + 3 * DAY) == 1


def test_what_was_read_is_left_out(office: Office) -> None:
    person = reader()
    told_at(SATURDAY, person, title="读过的")
    Notice.objects.update(read_at=SATURDAY)
    assert work(SATURDAY + DAY) == 0
    told_at(SATURDAY, person, title="没读的")
    assert work(SATURDAY + 2 * DAY) == 1
    assert "读过的" not in words(office.taken[0][1])


def test_what_is_read_after_it_was_gathered_is_left_out_too(office: Office) -> None:
    told_at(SATURDAY, reader())
    with clock.held(SATURDAY + DAY):
        actions.gather()
    Notice.objects.update(read_at=SATURDAY)
    assert work(SATURDAY + DAY) == 0
    assert office.taken == []


def test_what_went_out_at_once_is_not_told_again(office: Office) -> None:
    person = reader()
    told_at(SATURDAY, person, what=IMPORTANT)
    assert work(SATURDAY) == 1
    prefer(person, "daily")
    told_at(SATURDAY, person, what="registrations.submit", title="后来的")
    assert work(SATURDAY + DAY) == 1
    assert "1 条未读消息" in office.taken[1][1]["Subject"]


def test_a_week_goes_out_on_monday(office: Office) -> None:
    person = reader()
    prefer(person, "weekly", kind="directory")
    told_at(SATURDAY, person)
    assert work(SATURDAY + DAY) == 0
    assert work(SATURDAY + 2 * DAY) == 1
    assert "最近一周" in words(office.taken[0][1])
    assert work(SATURDAY + 9 * DAY) == 0


def test_whoever_wants_no_mail_gets_none(office: Office) -> None:
    person = reader()
    prefer(person, "never", kind="directory")
    told_at(SATURDAY, person)
    assert work(SATURDAY + DAY) == 0


def test_a_long_list_is_cut(office: Office) -> None:
    person = reader()
    for number in range(35):
        told_at(SATURDAY, person, title=f"第{number}件事")
    assert work(SATURDAY + DAY) == 1
    assert "还有 5 条" in words(office.taken[0][1])


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one(office: Office) -> None:
    people = [reader() for _ in range(20)]
    told_at(SATURDAY, *people)

    def run(_: int) -> int:
        try:
            return work(SATURDAY + DAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(run, range(3))) == 20
    assert set(office.counts.values()) == {1}
    assert len(office.counts) == 20
    assert Delivery.objects.filter(state="sent").count() == 20
