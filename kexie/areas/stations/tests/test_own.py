"""On which panels one sits."""

import pytest

from kexie.areas.stations.tests import factories
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_ones_own_alone() -> None:
    person = persons.person()
    mine, other = factories.station(name="我的站点"), factories.station(name="别人的站点")
    factories.panelist(mine, person)
    factories.panelist(other)
    shown = pages.browser(person).get("/stations/own/").text
    assert ("我的站点" in shown, "别人的站点" in shown, f"/stations/{mine.code}/leave/" in shown) == (True, False, True)
    assert "您没有参加调查站点" in pages.browser(persons.person()).get("/stations/own/").text
