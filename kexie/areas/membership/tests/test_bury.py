"""A member has died."""

import pytest

from kexie.areas.membership.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-06")]


def test_it_is_written_down_and_nobody_is_told_so() -> None:
    member = factories.member()
    browser = pages.browser(appointed(member.organisation))
    assert pages.status(browser, f"/members/{member.code}/bury/", seen=member.revision, died_on="2026-11-01") == 303
    member.refresh_from_db()
    assert (member.status, str(member.ended_on)) == ("died", "2026-11-01")
    assert not Announcement.objects.filter(what="membership.bury").exists()
