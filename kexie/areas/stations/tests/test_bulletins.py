"""What stations reported, as a list."""

import pytest

from kexie.areas.stations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_drafts_are_not_there() -> None:
    row = factories.station()
    factories.bulletin(row, title="草稿一条")
    factories.reported(row, title="上报一条")
    factories.handled(factories.reported(row, title="采用一条"), "used")
    browser, page = (
        pages.browser(factories.staff(row.organisation)),
        f"/organisations/{row.organisation.code}/stations/bulletins/",
    )
    shown = browser.get(page).text
    assert ("草稿一条" in shown, "上报一条" in shown, "采用一条" in shown) == (False, True, True)
    shown = browser.get(f"{page}?stage=used").text
    assert ("上报一条" in shown, "采用一条" in shown) == (False, True)
    assert "没有这种状态" in browser.get(f"{page}?stage=returned").text
