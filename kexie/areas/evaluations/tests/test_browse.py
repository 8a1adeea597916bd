"""An association's evaluations, year by year."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.areas.evaluations.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_each_sheet_shows_how_far_it_is_and_costs_no_query_of_its_own() -> None:
    row = factories.contested()
    desk = row.organisation
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/evaluations/"
    page = browser.get(address).text
    assert f"{row.sheet.title}</a>" in page
    assert "已公布" in page
    assert "件异议等待答复" in page
    with CaptureQueriesContext(
        connection,
    ) as before:
        browser.get(address)
    for _ in range(3):
        factories.sheet(desk)
    with CaptureQueriesContext(connection) as after:
        browser.get(address)
    assert len(after) == len(before)
    assert row.sheet.title not in pages.browser(factories.staff(bodies.association("430611"))).get(address).text
