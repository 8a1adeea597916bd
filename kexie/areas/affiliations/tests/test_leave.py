"""A group member asks to leave, takes it back, or is confirmed to have left."""

import pytest

from kexie.areas.affiliations.models import Departure
from kexie.areas.affiliations.tests import factories
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-11")]


def test_it_waits_for_the_other_side_and_once_is_enough() -> None:
    row = factories.relation()
    browser = pages.browser(appointed(row.subject))
    address = f"/organisations/{row.subject.code}/joined/{row.pk}/leave/"
    assert pages.status(browser, address, reason="机构调整") == 303
    waiting = Obligation.objects.open().get()
    assert (waiting.organisation, waiting.permission) == (row.object, "affiliations.review")
    assert "正在等待确认" in pages.send(browser, address).text
    assert Departure.objects.count() == 1
    assert "撤回退出申请" in browser.get(f"/organisations/{row.subject.code}/joined/").text
