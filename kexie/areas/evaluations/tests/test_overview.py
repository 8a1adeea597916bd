"""An association sees the evaluations of those below it: how far they are and, once published, what came of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.areas.directory.tests import reading
from kexie.areas.evaluations.tests import factories
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def shown(place: Organisation, query: str = "") -> str:
    browser = pages.browser(factories.staff(place))
    return reading.words(browser.get(f"/organisations/{place.code}/evaluations/overview/{query}").text)


def test_numbers_are_seen_at_once_and_grades_when_they_are_published() -> None:
    row = factories.submitted()
    factories.sheet(row.organisation)
    other = factories.published(bodies.association("430102"))
    city = bodies.association("430600")
    page = shown(city)
    assert (row.sheet.title in page, other.title in page, "共 1 项" in page) == (True, False, True)
    assert "优秀" not in page
    factories.released(row)
    page = shown(city)
    assert "79.5" in page
    assert "合格 1" in page
    assert row.sheet.title not in shown(city, "?year=2001")
    assert row.sheet.title in shown(city, f"?year={row.sheet.year}")
    assert row.sheet.title not in shown(row.organisation), "its own are on the page of its own"
    assert "下级科协的考核" in pages.browser(factories.staff(city)).get(f"/organisations/{city.code}/evaluations/").text


def test_a_page_costs_the_same_for_many() -> None:
    row = factories.released()
    city = bodies.association("430600")
    browser, address = pages.browser(factories.staff(city)), f"/organisations/{city.code}/evaluations/overview/"
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    factories.published(row.organisation)
    factories.published(bodies.association("430611"))
    with CaptureQueriesContext(connection) as many:
        browser.get(address)
    assert len(many) == len(few)
