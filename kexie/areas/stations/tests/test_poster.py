"""A page for the wall."""

import pytest

from kexie.areas.stations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_it_leads_to_the_consent() -> None:
    row = factories.station()
    shown = pages.browser(factories.staff(row.host)).get(f"/stations/{row.code}/poster/").text
    assert ("<svg" in shown, f"/stations/{row.code}/join/" in shown) == (True, True)
