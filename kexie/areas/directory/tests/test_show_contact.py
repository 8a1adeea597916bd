"""One person's card."""

import pytest

from kexie.areas.directory.tests.book import MOBILE, entry
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-11"), pytest.mark.spec("SEC-06")]


def test_it_shows_post_and_office_and_the_mobile_number_in_part() -> None:
    county, body = factories.association("430603"), factories.body()
    office = actions.add_branch(body, kind="secretariat", name="秘书处", by=factories.BY)
    post = entry(body, "陈岳", rules.Title.LEADER, branch=office, phone="000-1234567", mobile=MOBILE)
    html = pages.browser(appointed(county)).get(f"/organisations/{county.code}/contacts/{post.pk}/show_contact/").text
    for words in ("陈岳", "秘书处负责人", "000-1234567", "199****5678", "查看手机号", "<svg"):
        assert words in html
    assert MOBILE not in html


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER, Role.REVIEWER, Role.FINANCE])
def test_who_may_not_see_numbers_is_not_offered_them(role: Role) -> None:
    county = factories.association("430603")
    post = entry(factories.body(), "陈岳", mobile=MOBILE)
    html = (
        pages.browser(appointed(county, role))
        .get(f"/organisations/{county.code}/contacts/{post.pk}/show_contact/")
        .text
    )
    assert "199****5678" in html
    assert "reveal_contact" not in html


@pytest.mark.spec("SCP-04")
def test_an_entry_outside_the_book_is_not_there_whatever_book_is_named() -> None:
    county, beside = factories.association("430603"), factories.association("430602")
    inside = entry(factories.body("430602"), "邻县下级")
    hidden = entry(beside, "没公开", is_listed=False)
    browser = pages.browser(appointed(county))
    for book in (county, beside):
        for post in (inside, hidden):
            assert browser.get(f"/organisations/{book.code}/contacts/{post.pk}/show_contact/").status_code == 404
