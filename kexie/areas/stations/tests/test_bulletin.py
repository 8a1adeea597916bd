"""A bulletin, as the host and the association read it."""

import pytest

from kexie.areas.stations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_a_draft_is_the_hosts_own_until_it_is_reported() -> None:
    row = factories.bulletin()
    page = f"/bulletins/{row.code}/bulletin/"
    host, desk = pages.browser(factories.staff(row.station.host)), pages.browser(factories.staff(row.organisation))
    assert (host.get(page).status_code, desk.get(page).status_code) == (200, 404)
    assert "还没有上报" in host.get(page).text
    sent = factories.reported(row.station)
    shown = desk.get(f"/bulletins/{sent.code}/bulletin/").text
    assert (sent.title in shown, f"/bulletins/{sent.code}/handle/" in shown) == (True, True)
