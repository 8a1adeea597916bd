"""Marking everything, or one kind, as read; one's own alone."""

import pytest

from kexie.engines.notices.models import Notice
from kexie.engines.notices.tests.factories import told
from kexie.foundation.people.tests import factories as persons
from tests.pages import browser, send

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-01")]


def test_all_ones_own_are_read_and_nobody_elses() -> None:
    one, other = persons.person(), persons.person()
    for _ in range(3):
        told(one, other)
    assert send(browser(one), "/notices/read_all/").status_code == 303
    left = Notice.objects.filter(read_at=None)
    assert {notice.person_id for notice in left} == {other.pk}
    assert left.count() == 3


def test_one_kind_leaves_the_others() -> None:
    person = persons.person()
    told(person, what="registrations.submit")
    kept = told(person, what="accounts.lock_account")
    send(browser(person), "/notices/read_all/", kind="registrations")
    assert [notice.announcement_id for notice in Notice.objects.filter(read_at=None)] == [kept.pk]


def test_a_visitor_signs_in_first() -> None:
    assert send(browser(None), "/notices/read_all/")["Location"].startswith("/signin/")
