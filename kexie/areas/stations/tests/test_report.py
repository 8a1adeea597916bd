"""A bulletin is reported and waits in the association."""

import pytest

from kexie.areas.stations.tests import factories
from kexie.engines.worklist.models import Obligation
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_it_waits_for_those_who_manage_stations() -> None:
    row = factories.bulletin()
    browser, page = pages.browser(factories.staff(row.station.host)), f"/bulletins/{row.code}/report/"
    assert pages.status(browser, page, seen=row.revision) == 303
    waiting = Obligation.objects.open().get(kind="stations.report")
    assert (waiting.organisation, waiting.permission) == (row.organisation, "stations.manage")
    row.refresh_from_db()
    again = pages.send(browser, page, seen=row.revision)
    assert (again.status_code, "已经上报" in again.text) == (422, True)
