"""An association reads what workstations forwarded to it, and nothing of its neighbours."""

import pytest

from kexie.areas.establishment.tests import stations
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-20")]


def test_it_shows_its_own() -> None:
    row = stations.voice()
    stations.voice(stations.station("430611"), words="邻区的需求")
    desk = row.organisation
    html = pages.browser(appointed(desk, "reviewer")).get(f"/organisations/{desk.code}/voices/").text
    assert ("催化剂寿命" in html, "邻区的需求" in html) == (True, False)
    assert pages.browser(appointed(bodies.body("430603"))).get(f"/organisations/{desk.code}/voices/").status_code == 404
