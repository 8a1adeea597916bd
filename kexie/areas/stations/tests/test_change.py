"""A station is called otherwise."""

import pytest

from kexie.areas.stations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_name_and_goal() -> None:
    row = factories.station()
    browser, page = pages.browser(factories.staff(row.organisation)), f"/stations/{row.code}/change/"
    assert "不能小于 1" in pages.send(browser, page, name="站点", goal="0", seen=0).text
    assert pages.status(browser, page, name="炼化站点", focus="炼化", goal="50", seen=0) == 303
    row.refresh_from_db()
    assert (row.name, row.focus, row.goal) == ("炼化站点", "炼化", 50)
    assert pages.status(browser, page, name="另一个", goal="50", seen=0) == 409
