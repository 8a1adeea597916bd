"""Marking one notice as read without going there."""

import pytest

from kexie.engines.notices.models import Notice
from kexie.engines.notices.tests.factories import told
from kexie.foundation.people.tests import factories as persons
from tests.pages import browser, send

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-01")]


def test_it_is_read_and_the_others_are_not() -> None:
    person = persons.person()
    row, other = told(person), told(person)
    answer = send(browser(person), f"/notices/{row.code}/read/")
    assert (answer.status_code, answer["Location"]) == (303, "/notices/")
    assert [notice.announcement_id for notice in Notice.objects.filter(read_at=None)] == [other.pk]


def test_looking_does_nothing() -> None:
    person = persons.person()
    row = told(person)
    assert browser(person).get(f"/notices/{row.code}/read/").status_code == 405
    assert Notice.objects.get().read_at is None
