"""A group member ends somebody's time as its delegate."""

import pytest

from kexie.areas.affiliations.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-11")]


def test_that_it_was_stays() -> None:
    row = factories.delegate()
    browser, address = pages.browser(appointed(row.relation.subject)), f"/delegates/{row.pk}/end_delegate/"
    assert "不能早于开始日期" in pages.send(browser, address, seen=row.revision, until="2020-01-01").text
    assert pages.status(browser, address, seen=row.revision, until=row.since.isoformat()) == 303
    page = browser.get(f"/organisations/{row.relation.subject.code}/joined/").text
    assert ("以往代表" in page, row.name in page) == (True, True)
    assert browser.get(address).status_code == 404
