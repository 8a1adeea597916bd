"""An application is read by both sides."""

import pytest

from kexie.areas.affiliations.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-02")]


def test_each_side_sees_what_it_may_do() -> None:
    row = factories.accession()
    own = pages.browser(appointed(row.body)).get(f"/affiliations/{row.code}/").text
    desk = pages.browser(appointed(row.organisation)).get(f"/affiliations/{row.code}/").text
    assert ("撤回" in own, "/accept/" in own) == (True, False)
    assert ("/accept/" in desk, "/withdraw/" in desk, "第十六条" in desk) == (True, False, True)
    assert pages.browser(appointed(factories.accession().body)).get(f"/affiliations/{row.code}/").status_code == 404
