"""An application goes back with a reason, and comes again."""

import pytest

from kexie.areas.affiliations.tests import factories
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-02")]


def test_it_waits_for_the_body_with_the_reason() -> None:
    row = factories.accession()
    browser, address = pages.browser(appointed(row.organisation, Role.REVIEWER)), f"/affiliations/{row.code}/return_/"
    assert "请写明原因" in pages.send(browser, address, seen=row.revision, reason=" ").text
    assert pages.status(browser, address, seen=row.revision, reason="请写明人数") == 303
    row.refresh_from_db()
    waiting = Obligation.objects.open().get()
    assert (row.stage, waiting.organisation, waiting.permission) == ("returned", row.body, "affiliations.join")
    assert "请写明人数" in pages.browser(appointed(row.body)).get(f"/affiliations/{row.code}/").text
