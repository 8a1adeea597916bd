"""Two versions of a body stand side by side."""

import pytest

from kexie.areas.charters.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-09")]


def test_what_went_and_what_came_is_marked() -> None:
    first = factories.in_force()
    second = factories.draft(first.organisation, term_years=4)
    browser = pages.browser(appointed(first.organisation))
    for one, other in ((first, second), (second, first)):
        html = browser.get(f"/charters/{one.code}/compare/{other.code}/").text
        assert "第1版与第2版对照" in html
        assert "<del>五</del>" in html
        assert "<ins>四</ins>" in html
        assert "1 条有变化" in html
        assert "本会全称为" not in html
        assert "本会全称为" in browser.get(f"/charters/{one.code}/compare/{other.code}/?all=1").text


def test_the_same_text_says_so() -> None:
    first = factories.in_force()
    second = factories.draft(first.organisation)
    html = pages.browser(appointed(first.organisation)).get(f"/charters/{first.code}/compare/{second.code}/").text
    assert "两版完全相同" in html


def test_versions_of_two_bodies_are_not_compared() -> None:
    one, other = factories.in_force(), factories.in_force(bodies.body())
    browser = pages.browser(appointed(one.organisation.superior))
    assert browser.get(f"/charters/{one.code}/compare/{other.code}/").status_code == 404


def test_a_draft_is_compared_by_its_own_body_alone() -> None:
    first = factories.in_force()
    second = factories.draft(first.organisation)
    browser = pages.browser(appointed(first.organisation.superior))
    assert browser.get(f"/charters/{first.code}/compare/{second.code}/").status_code == 404
