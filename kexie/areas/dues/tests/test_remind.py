"""Those who owe and have an account are told."""

import pytest

from kexie.areas.dues.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.engines.notices.models import Announcement
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_accounts_are_told_once_a_day_and_the_others_counted() -> None:
    body, person = factories.body(), persons.person()
    members.own(person, body)
    members.member(body)
    year = factories.rolled(body)
    browser, page = pages.browser(appointed(body, Role.FINANCE)), f"/dues/{year.code}/remind/"
    assert "另有 1 名没有账号" in browser.get(page).text
    for _ in range(2):
        year.refresh_from_db()
        assert pages.status(browser, page, seen=year.revision) == 303
    told = Announcement.objects.get(what="dues.remind")
    assert (told.people, told.link) == ([person.pk], "/dues/own/")


def test_before_the_roll_nobody_is_told() -> None:
    year = factories.year()
    browser = pages.browser(appointed(year.organisation, Role.FINANCE))
    assert "还没有生成" in pages.send(browser, f"/dues/{year.code}/remind/", seen=year.revision).text
