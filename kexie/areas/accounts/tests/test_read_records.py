"""The audit administrator reads what was done to accounts and roles."""

import pytest

from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-02"), pytest.mark.spec("SCP-06")]
ADDRESS = "/platform/read_records/"


def test_what_was_done_to_accounts_is_read_in_words_and_business_is_not() -> None:
    people.lock_account(persons.person(), reason="盗用", by=persons.BY)
    body = bodies.body(name="业务里的名称")
    appointed(body)
    page = pages.browser(appointed(None, Role.AUDIT_ADMINISTRATOR)).get(ADDRESS).text
    for deed in ("锁定账号", "授予角色", "开立账号"):
        assert f">{deed}</td>" in page
    assert "organisations." not in page
    assert body.name not in page


def test_a_filter_leaves_only_its_kind_and_a_wrong_one_is_left_out() -> None:
    people.lock_account(persons.person(), reason="盗用", by=persons.BY)
    client = pages.browser(appointed(None, Role.AUDIT_ADMINISTRATOR))
    assert ">开立账号</td>" not in client.get(ADDRESS, {"what": "people.lock_account"}).text
    assert ">开立账号</td>" in client.get(ADDRESS, {"what": "nonsense"}).text
    assert "没有符合条件的记录" in client.get(ADDRESS, {"name": "没有这个人"}).text


@pytest.mark.spec("PRF-12")
def test_a_long_list_has_pages() -> None:
    person = persons.person()
    for _ in range(70):
        people.end_sessions(person, by=persons.BY)
    client = pages.browser(appointed(None, Role.AUDIT_ADMINISTRATOR))
    first = client.get(ADDRESS, {"what": "people.end_sessions"})
    assert first.text.count("退出全部登录</td>") == 60
    mark = first.text.split("after=")[1].split('"')[0]
    assert client.get(ADDRESS, {"what": "people.end_sessions", "after": mark}).text.count("退出全部登录</td>") == 10
