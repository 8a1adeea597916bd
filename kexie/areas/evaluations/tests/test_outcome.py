"""Those above an association see what came of its evaluation, and nothing that a body wrote."""

import pytest

from kexie.areas.directory.tests import reading
from kexie.areas.evaluations import actions
from kexie.areas.evaluations.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_points_are_seen_when_they_are_published_and_words_never() -> None:
    row = factories.confirmed()
    browser, sheet = pages.browser(factories.staff(bodies.association("430600"))), row.sheet
    address, clerk = f"/sheets/{sheet.code}/outcome/", factories.by(factories.staff(row.organisation))
    page = reading.words(browser.get(address).text)
    assert ("结果公布以后" in page, row.name in page, row.points in page) == (True, False, False)
    sheet.refresh_from_db()
    actions.release(sheet, number="1号", message="", is_ranking_open=False, seen=sheet.revision, by=clerk)
    page = reading.words(browser.get(address).text)
    assert (row.name in page, "79.5" in page, "合格 1" in page) == (True, True, True)
    assert ("工作扎实" in page, "做了许多" in page) == (False, False)
    assert browser.get(f"/evaluations/{row.code}/").status_code == 404
    assert pages.browser(factories.staff(bodies.association("430102"))).get(address).status_code == 404


def test_a_draft_is_the_own() -> None:
    row = factories.sheet()
    browser = pages.browser(factories.staff(bodies.association("430600")))
    assert browser.get(f"/sheets/{row.code}/outcome/").status_code == 404
