"""The workbench: what waits, one's organisations, a menu of what one's roles have."""

import pytest
from django.test import Client

from kexie.areas.directory import actions as directory
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as people
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-02")]


def read(person: Person | None, address: str) -> str:
    answer = pages.browser(person).get(address)
    assert answer.status_code == 200, answer
    return answer.text


def test_a_visitor_signs_in_first(client: Client) -> None:
    assert client.get("/workbench/")["Location"] == "/signin/?next=/workbench/"


@pytest.mark.spec("ACC-01")
def test_each_own_organisation_leads_to_its_workbench() -> None:
    body, other, strange = factories.body(), factories.body("320113"), factories.body()
    person = appointed(body, Role.EDITOR)
    appointed(other, Role.VIEWER, person=person)
    html = read(person, "/workbench/")
    for place in (body, other):
        assert f'href="/organisations/{place.code}/desk/"' in html
        assert place.name in html
    assert "编辑" in html
    assert strange.code not in html


def test_who_has_no_role_sees_no_menu_and_no_way_there() -> None:
    person = people.person()
    html = read(person, "/workbench/")
    assert "您还没有在任何组织任职" in html
    assert "w-menu" not in html
    assert "/workbench/" not in read(person, "/")
    assert "/workbench/" not in read(None, "/")
    assert 'href="/workbench/"' in read(appointed(factories.body()), "/")


@pytest.mark.spec("ACC-01")
@pytest.mark.parametrize("address", ["/notices/", "/worklist/", "/jobs/"])
def test_a_page_about_no_organisation_keeps_the_menu_of_the_only_one(address: str) -> None:
    body = factories.body()
    person = appointed(body, Role.EDITOR)
    assert f"/organisations/{body.code}/manage/" in read(person, address).split('id="w-menu"')[1]
    appointed(factories.body("320113"), Role.VIEWER, person=person)
    assert "w-menu" not in read(person, address)


def test_what_waits_is_told_to_whom_it_waits_for() -> None:
    body = factories.body()
    editor, viewer = appointed(body, Role.EDITOR), appointed(body, Role.VIEWER)
    assert "主页还没有公开" in read(editor, "/workbench/")
    assert "没有等着您办的事" in read(viewer, "/workbench/")
    actions.publish(body, by=factories.BY)
    assert "没有等着您办的事" in read(editor, "/workbench/")
    directory.take_offline(body, reason="电话有误", by=factories.BY)
    html = read(editor, "/workbench/")
    assert "主页已被下线" in html
    assert "电话有误" in html


@pytest.mark.spec("ORG-06")
@pytest.mark.spec("EST-02")
@pytest.mark.spec("EST-13")
def test_the_menu_of_a_body_begins_with_its_founding_and_shrinks_with_its_end() -> None:
    body = factories.body(status="preparing")
    person = appointed(body)
    desk = f"/organisations/{body.code}/desk/"
    assert "会员关怀" not in read(person, desk)
    body = actions.change(body, seen=body.revision, status="active", founded_on=factories.DAY, by=factories.BY)
    assert "会员关怀" in read(person, desk)
    actions.close(body, closed_on=body.created_at.date(), by=factories.BY)
    ended = read(person, desk)
    assert "会员管理" in ended
    assert "会员关怀" not in ended
    assert "资料保留，可以在这里查阅" in ended


def test_a_superior_looks_from_its_own_workbench() -> None:
    city, county = factories.association("430600"), factories.association("430603")
    html = read(appointed(city), f"/organisations/{county.code}/desk/")
    menu = html.split('id="w-menu"')[1].split("</nav>")[0]
    assert f"/organisations/{city.code}/desk/" in menu
    assert county.code not in menu


@pytest.mark.spec("ACC-02")
@pytest.mark.parametrize(
    ("role", "label"),
    [
        (Role.SYSTEM_ADMINISTRATOR, "平台状态"),
        (Role.SECURITY_ADMINISTRATOR, "账号查找"),
        (Role.AUDIT_ADMINISTRATOR, "审计记录"),
    ],
)
def test_each_administrator_of_the_platform_has_one_page_and_no_other(role: Role, label: str) -> None:
    html = read(appointed(None, role), "/workbench/")
    assert [word for word in ("平台状态", "账号查找", "审计记录") if word in html] == [label]
    assert "/desk/" not in html


def test_staff_see_nothing_of_the_platforms_administration() -> None:
    assert "平台管理" not in read(appointed(factories.national()), "/workbench/")
