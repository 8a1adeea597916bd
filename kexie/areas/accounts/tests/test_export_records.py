"""The audit administrator takes records away: as filtered, without business content, marked and recorded (SCP-06)."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.accounts import rules, tasks
from kexie.areas.directory.tests import tables
from kexie.areas.registrations.tests import factories as registrations
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record
from tests.pages import browser, send, status

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SCP-06")]
ADDRESS = "/platform/export_records/"


@pytest.fixture
def auditor() -> Person:
    return appointed(None, Role.AUDIT_ADMINISTRATOR, person=persons.person(name="陈静"))


def taken(owner: Person, **typed: str) -> Job:
    send(browser(owner), ADDRESS, **typed)
    job = Job.objects.latest("id")
    tasks.export_records(number=job.pk)
    return Job.objects.get(pk=job.pk)


def test_what_the_filters_leave_in_words(auditor: Person) -> None:
    someone = persons.person(name="刘洋")
    people.lock_account(someone, reason="盗用", by=persons.BY)
    people.unlock_account(someone, by=persons.BY)
    rows = tables.left(taken(auditor, thing="people.person", number=str(someone.pk), order="oldest"))
    assert tables.column(rows, "事项") == ["开立账号", "锁定账号", "解锁账号"]
    assert tables.column(rows, "对象名称") == ["刘洋"] * 3
    assert tables.column(rows, "变更后")[1] == "锁定原因：盗用；由平台锁定：否"


@pytest.mark.spec("SEC-06")
def test_who_took_it_stands_on_it_and_in_the_records(auditor: Person) -> None:
    job = taken(auditor, what="people.open_account")
    assert "陈静 于 " in str(tables.left(job)[:4])
    told = Record.objects.get(what="accounts.export_records")
    assert (told.person, told.thing_id, told.after["count"]) == (auditor.pk, str(job.pk), 1)
    assert "事项：开立账号" in told.after["filters"]
    assert job.message == "共 1 条记录。"


@pytest.mark.spec("ACC-02")
def test_business_has_no_content(auditor: Person) -> None:
    registrations.registration(name="暗号有限公司")
    rows = tables.left(taken(auditor, what="registrations.submit"))
    assert tables.column(rows, "变更后") == ["业务内容，审计管理员不查看"]
    assert "暗号有限公司" not in str(rows)


@pytest.mark.spec("SEC-04")
def test_nothing_becomes_a_formula(auditor: Person) -> None:
    bodies.body(name='=HYPERLINK("http://example.org")企业科协')
    rows = tables.left(taken(auditor, what="organisations.add"))
    assert '=HYPERLINK("http://example.org")企业科协' in tables.column(rows, "对象名称")


def test_many_records_are_written_in_portions(auditor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kexie.areas.accounts.queries.trail.PORTION", 10)
    someone = persons.person()
    for _ in range(35):
        people.end_sessions(someone, by=persons.BY)
    rows = tables.left(taken(auditor, what="people.end_sessions"))
    numbers = tables.column(rows, "时间")
    assert len(numbers) == 35
    assert numbers == sorted(numbers, reverse=True)


def test_nothing_to_take_is_told(auditor: Person) -> None:
    job = taken(auditor, person="没有这个人")
    assert (job.state, job.message) == (State.FAILED, "没有符合条件的记录，没有可导出的内容。")


def test_too_much_is_refused() -> None:
    rules.require_exportable(10, most=10)
    with pytest.raises(ValidationError, match="缩小日期范围"):
        rules.require_exportable(11, most=10)


def test_the_page_says_what_will_be_taken(auditor: Person) -> None:
    page = browser(auditor).get(ADDRESS, {"what": "people.open_account", "since": "2026-01-02", "person": "王敏"}).text
    for told in ("开立账号", "2026-01-02", "王敏"):
        assert f"<dd>{told}</dd>" in page
    assert 'name="since" value="2026-01-02"' in page


def test_a_wrong_filter_is_refused(auditor: Person) -> None:
    assert status(browser(auditor), ADDRESS, since="2026-02-01", until="2026-01-01") == 422
    assert status(browser(auditor), ADDRESS, what="nonsense") == 422
    assert not Job.objects.exists()


def test_whose_role_ended_meanwhile_gets_nothing(auditor: Person) -> None:
    send(browser(auditor), ADDRESS)
    auditor.appointments.update(ended_at="2026-01-01T00:00Z")
    job = Job.objects.latest("id")
    tasks.export_records(number=job.pk)
    assert Job.objects.get(pk=job.pk).state == State.FAILED
