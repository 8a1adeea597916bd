"""An application is taken back; its file goes."""

import pytest

from kexie.areas.affiliations.tests import factories
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-02")]


def test_nothing_waits_any_more() -> None:
    row = factories.accession()
    browser, address = pages.browser(appointed(row.body)), f"/affiliations/{row.code}/withdraw/"
    assert pages.status(browser, address, seen=row.revision) == 303
    row.refresh_from_db()
    assert (row.stage, row.proof, Obligation.objects.open().count()) == ("withdrawn", None, 0)
    assert "不能撤回" in pages.send(browser, address, seen=row.revision).text
