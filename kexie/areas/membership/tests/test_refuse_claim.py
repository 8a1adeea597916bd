"""The body refuses a claim; the claimant is not told which body has the entry."""

import pytest

from kexie.areas.membership import actions
from kexie.areas.membership.models import Claim
from kexie.areas.membership.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01b"), pytest.mark.spec("SEC-05")]


def test_it_is_refused_with_a_reason_and_not_asked_again() -> None:
    row = factories.claim()
    browser, address = pages.browser(appointed(row.organisation)), f"/claims/{row.code}/refuse_claim/"
    assert "请写明原因" in pages.send(browser, address, seen=row.revision, reason=" ").text
    assert pages.status(browser, address, seen=row.revision, reason="电话里说不是本人") == 303
    row.refresh_from_db()
    assert (row.stage, row.reason, row.member.person) == ("refused", "电话里说不是本人", None)
    told = Announcement.objects.get(what="membership.refuse_claim")
    assert (told.people, told.organisation) == ([row.person_id], None)
    assert row.organisation.called not in f"{told.title}{told.text}{told.link}"
    actions.ask(row.person, by=factories.by(row.person))
    assert Claim.objects.count() == 1
    assert "不能再办理" in pages.send(browser, address, seen=row.revision, reason="又一次").text
