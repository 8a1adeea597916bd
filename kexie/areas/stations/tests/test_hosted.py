"""The stations in a body."""

import pytest

from kexie.areas.membership.tests import factories as members
from kexie.areas.stations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_its_own_alone() -> None:
    row, other = factories.station(name="本站点"), members.body()
    browser = pages.browser(factories.staff(row.host))
    shown = browser.get(f"/organisations/{row.host.code}/stations/hosted/").text
    assert ("本站点" in shown, row.organisation.called in shown) == (True, True)
    assert browser.get(f"/organisations/{other.code}/stations/hosted/").status_code == 404
    empty = pages.browser(factories.staff(other)).get(f"/organisations/{other.code}/stations/hosted/").text
    assert "还没有调查站点" in empty
