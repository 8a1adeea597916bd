"""Notices go when they are old; what was announced is remembered as long as a repeat must be harmless."""

from datetime import timedelta

import pytest

from kexie.core import clock
from kexie.engines.notices import actions
from kexie.engines.notices.models import Announcement, Delivery, Notice, Preference, QuietHours
from kexie.engines.notices.tests.factories import BY, IMPORTANT, prefer, reader, told
from kexie.engines.notices.tests.post import Office
from kexie.foundation.people import actions as people
from kexie.foundation.people.tests import factories as persons

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-01")]
DAY = timedelta(days=1)


def test_read_ones_go_after_half_a_year_and_all_after_two() -> None:
    person = persons.person()
    kept, read, late, old = (told(person, title=title) for title in ("新读的", "早读的", "久未读", "太久的"))
    now = clock.now()
    for row, read_at, at in (
        (kept, now - 179 * DAY, now - 200 * DAY),
        (read, now - 181 * DAY, now - 200 * DAY),
        (late, None, now - 700 * DAY),
        (old, None, now - 731 * DAY),
    ):
        Notice.objects.filter(announcement=row).update(read_at=read_at, at=at)
    assert actions.prune() == 2
    left = Notice.objects.values_list("announcement__title", flat=True)
    assert set(left) == {"新读的", "久未读"}
    assert Announcement.objects.count() == 4


def test_an_announcement_goes_with_its_last_notice_after_its_time() -> None:
    told(persons.person(), key="once")
    Announcement.objects.update(at=clock.now() - 401 * DAY)
    assert actions.prune() == 0
    Notice.objects.all().delete()
    assert actions.prune() == 1


def test_nothing_of_a_closed_account_stays(office: Office) -> None:
    person = reader()
    told(person, what=IMPORTANT)
    prefer(person, "never")
    people.close_account(person, by=BY)
    actions.prune()
    for table in (Notice, Delivery, Preference, QuietHours):
        assert not table._default_manager.exists()
