"""The wish to leave is taken back while it is not confirmed."""

import pytest

from kexie.areas.affiliations.models import Departure
from kexie.areas.affiliations.tests import factories
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-11")]


def test_nothing_waits_any_more() -> None:
    row = factories.leaving()
    browser = pages.browser(appointed(row.subject))
    address = f"/organisations/{row.subject.code}/joined/{row.pk}/stay/"
    assert pages.status(browser, address) == 303
    assert not Departure.objects.open().exists()
    assert not Obligation.objects.open().exists()
    assert "已经撤回" in pages.send(browser, address).text
