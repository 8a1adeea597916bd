"""The list of organisations online, taken away: short ones at once, long ones by who signed in (ORG-09)."""

import pytest

from kexie.areas.directory import tasks
from kexie.areas.directory.queries import exports
from kexie.areas.directory.tests import tables
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record
from tests.pages import browser, send

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-09")]
ADDRESS = "/organisations/export/"


@pytest.fixture(autouse=True)
def _bodies() -> None:
    factories.body(name="长岭炼化科协", published=True)
    factories.body(name="岳阳纸业科协", published=True, status="rectifying")
    factories.body(name="没有公开的科协")


def test_a_visitor_is_given_a_short_list_at_once() -> None:
    answer = browser().get(ADDRESS, {"q": "长岭"})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = tables.read(answer.content)
    assert tables.column(rows, "名称") == ["长岭炼化科协"]
    assert rows[0][0] == "组织在线-企业科协"
    assert str(rows[1][0]).startswith("截至 ")
    assert rows[2][0] == "筛选：类别“企业科协”，名称含“长岭”"
    assert tables.column(rows, "主页")[0].startswith("http://testserver/organisations/")


@pytest.mark.spec("ORG-08")
def test_only_what_is_public() -> None:
    names = tables.column(tables.read(browser().get(ADDRESS).content), "名称")
    assert sorted(names) == ["岳阳纸业科协", "长岭炼化科协"]


def test_as_on_screen() -> None:
    rows = tables.read(browser().get(ADDRESS, {"status": "rectifying", "region": "430600"}).content)
    assert tables.column(rows, "名称") == ["岳阳纸业科协"]
    assert "地区：岳阳市" in [row[0] for row in rows]


def test_the_list_leads_there_with_its_filters() -> None:
    text = browser().get("/organisations/?q=长岭").text
    assert "/organisations/export/?q=%E9%95%BF%E5%B2%AD&amp;listing=enterprise" in text


def test_a_long_list_is_not_a_visitors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "CAP", 1)
    text = browser().get(ADDRESS).text
    assert "缩小到 1,000 个以内" in text
    assert "<button" not in text.partition("<main")[2].partition("</main>")[0]
    send(browser(), ADDRESS)
    assert not Job.objects.exists()


def test_a_long_list_is_written_for_who_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "CAP", 1)
    owner = appointed(factories.body())
    assert "开始导出" in browser(owner).get(ADDRESS).text
    answer = send(browser(owner), ADDRESS, status="active")
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.code}/"
    tasks.export(number=job.pk)
    assert tables.column(tables.left(job), "名称") == ["长岭炼化科协"]
    done = Job.objects.get()
    assert (done.state, done.message, done.done) == (State.DONE, "共 1 个组织。", 1)
    taken = Record.objects.get(what="directory.export")
    assert (taken.person, taken.after) == (owner.pk, {"count": 1, "status": "active"})


def test_a_wrong_filter_is_said() -> None:
    owner = appointed(factories.body())
    answer = send(browser(owner), ADDRESS, status="nothing")
    assert answer.status_code == 422
    assert "没有这个“状态”选项" in answer.text


def test_organisations_of_a_lost_region_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tables.column(tables.read(browser().get(ADDRESS, {"region": "999999"}).content), "名称")
