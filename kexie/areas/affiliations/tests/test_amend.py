"""A returned application is mended; the former file stays."""

import pytest

from kexie.areas.affiliations.tests import factories
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-02")]


def test_it_waits_at_the_desk_again() -> None:
    row = factories.returned()
    browser, address, kept = pages.browser(appointed(row.body)), f"/affiliations/{row.code}/amend/", row.proof
    assert pages.status(browser, address, seen=row.revision, statement="有会员三百人") == 303
    row.refresh_from_db()
    assert (row.stage, row.statement, row.proof, row.reason) == ("resubmitted", "有会员三百人", kept, "")
    assert Obligation.objects.open().get().permission == "affiliations.review"
    assert "只有退回后才能修改" in pages.send(browser, address, seen=row.revision, statement="再改").text
