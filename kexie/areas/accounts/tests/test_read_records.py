"""The audit administrator reads who did what, when, to which thing; of business no content (ACC-02, SCP-06)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kexie.areas.accounts import rules
from kexie.areas.registrations.tests import factories as registrations
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record
from kexie.foundation.records.queries import words
from tests.pages import browser

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-02"), pytest.mark.spec("SCP-06")]
ADDRESS = "/platform/read_records/"


@pytest.fixture
def auditor() -> Client:
    return browser(appointed(None, Role.AUDIT_ADMINISTRATOR))


def shown(client: Client, **filters: Any) -> list[str]:
    """The deeds of a page, in its order."""
    return re.findall(r'data-label="事项">([^<]*)<', client.get(ADDRESS, filters).text)


def test_what_was_done_is_read_in_words(auditor: Client) -> None:
    someone = persons.person(name="刘洋")
    people.lock_account(someone, reason="盗用", by=persons.BY)
    appointed(bodies.body(name="甲企业科协"), person=persons.person(name="陈静"))
    page = auditor.get(ADDRESS).text
    for told in ("锁定账号", "授予角色", "登记组织", "刘洋", "甲企业科协", "角色（陈静）"):
        assert f">{told}</td>" in page
    assert not re.search(r">[a-z_]+\.[a-z_]+<", page)


def test_business_is_on_the_list_without_its_content(auditor: Client) -> None:
    registrations.registration(name="暗号有限公司")
    page = auditor.get(ADDRESS).text
    assert ">提交单位注册</td>" in page
    assert "暗号有限公司" not in page


def test_the_newest_first_or_in_the_order_it_happened(auditor: Client) -> None:
    now = clock.now()
    for minutes, what in ((3, "people.lock_account"), (1, "people.unlock_account"), (2, "people.set_mobile")):
        _written(what=what, at=now - timedelta(minutes=minutes), thing_id="77")
    wanted = {"thing": "people.person", "number": "77"}
    assert shown(auditor, **wanted) == ["解锁账号", "修改手机号", "锁定账号"]
    assert shown(auditor, **wanted, order="oldest") == ["锁定账号", "修改手机号", "解锁账号"]


def _written(**given: Any) -> Record:
    usual = {"what": "people.end_sessions", "person": 9, "name": "王敏", "thing": "people.person", "thing_id": "9"}
    return Record.objects.create(**usual | given)


def test_by_day_in_local_time_both_ends_included(auditor: Client) -> None:
    for moment in ("2026-01-01 23:59:59", "2026-01-02 00:00:00", "2026-01-02 23:59:59.999", "2026-01-03 00:00:00"):
        _written(at=f"{moment}+08:00")
    assert len(shown(auditor, since="2026-01-02", until="2026-01-02")) == 2
    assert len(shown(auditor, since="2026-01-01", until="2026-01-02")) == 3
    assert len(shown(auditor, until="2026-01-03")) == 4


def test_by_deed(auditor: Client) -> None:
    people.lock_account(persons.person(), reason="盗用", by=persons.BY)
    assert set(shown(auditor, what="people.lock_account")) == {"锁定账号"}
    assert len(shown(auditor, what="nonsense")) > 1


def test_by_person_by_name_or_user_name_also_after_a_change_of_name(auditor: Client) -> None:
    someone = persons.person(name="刘洋")
    _written(person=someone.pk, name="刘旧名")
    _written(person=someone.pk + 1000, name="刘洋")
    assert len(shown(auditor, person="刘洋")) == len(shown(auditor, person=someone.username)) == 1
    assert shown(auditor, person="没有这个人") == []


def test_by_the_platform_itself(auditor: Client) -> None:
    _written(person=None, name="平台（清理）")
    assert shown(auditor, person="平台（清理）") == ["退出全部登录"]


def test_by_organisation_with_all_below_it(auditor: Client) -> None:
    county, other = bodies.body("430603", name="云溪甲企业科协"), bodies.body("430102", name="芙蓉乙企业科协")
    for body in (county, other):
        organisations.present(body, introduction="x", by=persons.BY)
    for name in ("云溪甲企业科协", county.code, bodies.association("430603").name):
        page = auditor.get(ADDRESS, {"organisation": name, "what": "organisations.present"}).text
        assert "云溪甲企业科协" in page
        assert "芙蓉乙企业科协" not in page


def test_of_several_organisations_one_is_chosen(auditor: Client) -> None:
    one, other = bodies.body(name="甲机械企业科协"), bodies.body(name="乙机械企业科协")
    page = auditor.get(ADDRESS, {"organisation": "机械", "order": "oldest"}).text
    assert "请选择" in page
    assert f"order=oldest&amp;organisation={one.code}" in page or f"organisation={one.code}&amp;order=oldest" in page
    assert other.code in page
    assert "没有找到名称含“没有这个”的组织" in auditor.get(ADDRESS, {"organisation": "没有这个"}).text


def test_by_thing(auditor: Client) -> None:
    _written(thing_id="123")
    assert len(shown(auditor, thing="people.person", number="123")) == 1
    page = auditor.get(ADDRESS, {"thing": "people.person"}).text
    assert "请同时选择对象并填写编号" in page


def test_filters_are_taken_together(auditor: Client) -> None:
    _written(at="2026-01-02T08:00+08:00", thing_id="123")
    wanted = {"what": "people.end_sessions", "since": "2026-01-02", "thing": "people.person", "number": "123"}
    assert len(shown(auditor, **wanted)) == 1
    assert shown(auditor, **wanted | {"since": "2026-01-03"}) == []


@pytest.mark.parametrize(
    "filters",
    [
        {"since": "2026-13-01"},
        {"since": "0000-00-00"},
        {"since": "2026-02-01", "until": "2026-01-01"},
        {"person": "x" * 5000},
        {"number": "9" * 400, "thing": "people.person"},
        {"thing": "nothing", "number": "1"},
        {"order": "sideways"},
        {"after": "nonsense"},
        {"before": "end"},
        {"what": "'; DROP TABLE record; --"},
    ],
)
def test_what_cannot_be_read_is_left_out_and_no_error(auditor: Client, filters: dict[str, str]) -> None:
    assert auditor.get(ADDRESS, filters).status_code == 200


@pytest.mark.spec("PRF-12")
def test_a_long_list_has_pages_which_go_on_with_the_same_filters(auditor: Client) -> None:
    for number in range(70):
        _written(thing_id=str(number))
    first = auditor.get(ADDRESS, {"what": "people.end_sessions"})
    assert first.text.count("退出全部登录</td>") == 60
    link = re.search(r'rel="next" href="([^"]+)"', first.text)
    assert link is not None
    second = auditor.get(ADDRESS + link[1].replace("&amp;", "&"))
    assert second.text.count("退出全部登录</td>") == 10
    assert 'rel="prev"' in second.text


@pytest.mark.spec("PRF-12")
def test_the_number_of_queries_does_not_follow_the_number_of_records(auditor: Client) -> None:
    def ask(count: int) -> int:
        for _ in range(count):
            body = bodies.body()
            appointed(body)
            _written(thing_id=str(persons.person().pk), organisation=body.pk)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert auditor.get(ADDRESS, {"what": "people.end_sessions"}).status_code == 200
        return len(asked)

    auditor.get(ADDRESS)
    assert ask(1) == ask(3) == ask(10)


def test_every_deed_can_be_asked_for(auditor: Client) -> None:
    page = auditor.get(ADDRESS).text
    assert all(f'<option value="{deed}"' in page for deed in words.deeds())


def test_the_state_of_the_trail_is_told(auditor: Client) -> None:
    page = auditor.get(ADDRESS).text
    assert "还没有封存" in page
    assert "还没有核对过" in page


@pytest.mark.parametrize("deed", ["people.lock_account", "appointments.appoint", "organisations.move", "records.x"])
def test_what_is_the_auditors(deed: str) -> None:
    assert rules.is_disclosed(deed)


@pytest.mark.parametrize("deed", ["registrations.submit", "elections.close", "money.pay", "peoples.x"])
def test_what_is_not(deed: str) -> None:
    assert not rules.is_disclosed(deed)
