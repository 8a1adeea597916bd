"""An application is refused with a reason; the body may ask again."""

import pytest

from kexie.areas.affiliations.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-02")]


def test_the_body_is_told_why() -> None:
    row = factories.accession()
    browser, address = pages.browser(appointed(row.organisation)), f"/affiliations/{row.code}/refuse/"
    assert pages.status(browser, address, seen=row.revision, reason="会员太少") == 303
    row.refresh_from_db()
    assert (row.stage, Announcement.objects.get(what="affiliations.refuse").text) == ("refused", "会员太少")
    assert "不能再审核" in pages.send(browser, address, seen=row.revision, reason="又一次").text
    assert factories.accession(row.body).stage == "submitted"
