"""The desk refuses an application with a reason."""

import pytest

from kexie.areas.membership.models import Member
from kexie.areas.membership.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


def test_it_ends_with_the_reason_and_what_identifies_is_erased() -> None:
    row = factories.application()
    reviewer = pages.browser(appointed(row.organisation, Role.REVIEWER))
    page = f"/applications/{row.code}/refuse/"
    assert "请写明" in pages.send(reviewer, page, seen=row.revision, reason=" ").text
    assert pages.status(reviewer, page, seen=row.revision, reason="不在本企业工作") == 303
    row.refresh_from_db()
    assert (row.stage, row.reason, row.mobile, Member.objects.count()) == ("refused", "不在本企业工作", "", 0)
    assert Announcement.objects.get(what="membership.refuse").text == "不在本企业工作"
    assert "不在本企业工作" in pages.browser(row.applicant).get("/memberships/own/").text


@pytest.mark.spec("SEC-03")
def test_nobody_refuses_his_own() -> None:
    body = factories.body()
    reviewer = appointed(body, Role.REVIEWER)
    row = factories.application(body, reviewer)
    answer = pages.send(pages.browser(reviewer), f"/applications/{row.code}/refuse/", seen=0, reason="不行")
    assert (answer.status_code, "请由其他审核人员办理" in answer.text) == (422, True)
