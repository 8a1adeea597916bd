"""The association says what came of a bulletin, and the host is told."""

import pytest

from kexie.areas.stations.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_received_then_used_with_what_was_done() -> None:
    row = factories.reported()
    browser, page = pages.browser(factories.staff(row.organisation)), f"/bulletins/{row.code}/handle/"
    assert pages.status(browser, page, outcome="received", answer="", seen=row.revision) == 303
    assert Obligation.objects.open().filter(kind="stations.report").exists()
    row.refresh_from_db()
    assert "怎样采用的" in pages.send(browser, page, outcome="used", answer=" ", seen=row.revision).text
    assert pages.status(browser, page, outcome="used", answer="写入调研报告", seen=row.revision) == 303
    assert not Obligation.objects.open().filter(kind="stations.report").exists()
    told = Announcement.objects.filter(what="stations.handle").latest("id")
    assert (told.organisation, told.text) == (row.station.host, "写入调研报告")
    row.refresh_from_db()
    again = pages.send(browser, page, outcome="returned", answer="晚了", seen=row.revision)
    assert (again.status_code, "已采用" in again.text) == (422, True)


def test_what_is_returned_says_why_and_comes_again() -> None:
    row = factories.reported()
    browser, page = pages.browser(factories.staff(row.organisation)), f"/bulletins/{row.code}/handle/"
    assert "退回的原因" in pages.send(browser, page, outcome="returned", seen=row.revision).text
    assert pages.status(browser, page, outcome="returned", answer="请补充人数", seen=row.revision) == 303
    row.refresh_from_db()
    host = pages.browser(factories.staff(row.station.host))
    assert "请补充人数" in host.get(f"/bulletins/{row.code}/bulletin/").text
    assert pages.status(host, f"/bulletins/{row.code}/report/", seen=row.revision) == 303
    row.refresh_from_db()
    assert (row.stage, row.answer) == ("reported", "")
