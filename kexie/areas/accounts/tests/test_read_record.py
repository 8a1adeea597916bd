"""One record for the audit administrator: before and after of what is his, of business nothing (ACC-02, SCP-06)."""

import pytest
from django.test import Client

from kexie.areas.registrations.tests import factories as registrations
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record
from kexie.foundation.records.tests.factories import all_sealed
from tests.pages import browser

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-02"), pytest.mark.spec("SCP-06")]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def auditor() -> Client:
    return browser(appointed(None, Role.AUDIT_ADMINISTRATOR))


def read(client: Client, **wanted: object) -> str:
    return client.get(f"/platform/read_record/{Record.objects.filter(**wanted).latest('pk').pk}/").text


def test_before_and_after_stand_under_their_names(auditor: Client) -> None:
    body = bodies.body(name="甲企业科协")
    organisations.change(body, name="乙企业科协", seen=body.revision, by=persons.BY)
    page = read(auditor, what="organisations.change")
    assert "<h1>修改登记信息</h1>" in page
    assert (
        '<th scope="row">名称</th><td data-label="变更前">甲企业科协</td><td data-label="变更后">乙企业科协</td>'
        in page
    )
    assert "等待封存" in page


def test_whom_a_role_was_given(auditor: Client) -> None:
    appointed(bodies.body(), Role.LEADER, person=persons.person(name="陈静"))
    page = read(auditor, what="appointments.appoint", after__role="leader")
    assert ">陈静</td>" in page
    assert ">负责人</td>" in page


def test_business_has_no_content(auditor: Client) -> None:
    registrations.registration(name="暗号有限公司")
    page = read(auditor, what="registrations.submit")
    assert "审计管理员只看谁在何时办理了什么" in page
    assert "暗号有限公司" not in page


def test_from_where(auditor: Client) -> None:
    Record.objects.create(
        what="people.lock_account",
        name="王敏",
        address="192.0.2.7",
        device=FIREFOX,
        thing="people.person",
        thing_id="1",
    )
    page = read(auditor, address="192.0.2.7")
    assert "192.0.2.7" in page
    assert "Linux 电脑，Firefox 浏览器" in page
    assert "Gecko" not in page


def test_ways_on(auditor: Client) -> None:
    someone = persons.person()
    people.lock_account(someone, reason="盗用", by=persons.BY)
    page = read(auditor, what="people.lock_account")
    assert f'href="/platform/read_records/?thing=people.person&amp;number={someone.pk}"' in page


@pytest.mark.django_db(transaction=True)
def test_under_which_seal_it_lies(auditor: Client) -> None:
    all_sealed()
    page = read(auditor, what="appointments.appoint")
    assert "已封存" in page
    assert "第 1 批" in page


def test_what_does_not_exist(auditor: Client) -> None:
    assert auditor.get("/platform/read_record/999999999/").status_code == 404
    assert auditor.get(f"/platform/read_record/{10**30}/").status_code == 404
