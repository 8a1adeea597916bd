"""Who answers for a body reads what was done there and below it, as things stood then (SCP-02, SCP-06)."""

import pytest
from django.test import Client

from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record
from kexie.foundation.regions.models import Region
from tests.pages import browser

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SCP-06")]


def reader(body: Organisation, role: Role = Role.ADMINISTRATOR) -> Client:
    return browser(appointed(body, role))


def address(body: Organisation) -> str:
    return f"/organisations/{body.code}/records/"


def test_own_and_below_and_nothing_beside(client: Client) -> None:
    county = bodies.association("430603")
    bodies.body("430603", name="云溪甲企业科协")
    bodies.body("430611", name="君山乙企业科协")
    page = reader(county).get(address(county)).text
    assert "云溪甲企业科协" in page
    assert "君山乙企业科协" not in page
    assert "授予角色" in page


def test_a_body_reads_its_own(client: Client) -> None:
    one, other = bodies.body("430603", name="云溪甲企业科协"), bodies.body("430603", name="云溪乙企业科协")
    page = reader(one, Role.LEADER).get(address(one)).text
    assert "云溪甲企业科协" in page
    assert "云溪乙企业科协" not in page
    assert reader(one).get(address(other)).status_code == 404


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.REVIEWER, Role.EDITOR, Role.VIEWER])
def test_other_roles_do_not(role: Role) -> None:
    body = bodies.body()
    assert reader(body, role).get(address(body)).status_code == 404


def test_after_a_move_what_happened_before_stays_with_the_former_superior() -> None:
    body = bodies.body("430611", name="搬家企业科协")
    organisations.present(body, introduction="甲", by=persons.BY)
    former, present = bodies.association("430611"), bodies.association("430603")
    seen = Organisation.objects.get(pk=body.pk).revision
    organisations.move(body, superior=present, region=Region.objects.get(pk="430603"), seen=seen, by=persons.BY)
    organisations.publish(body, by=persons.BY)
    there, here = (reader(one).get(address(one)).text for one in (former, present))
    assert ">修改公开主页</td>" in there
    assert ">公开主页</td>" not in there
    assert ">公开主页</td>" in here
    assert ">修改公开主页</td>" not in here
    assert ">调整隶属</td>" in there
    assert ">调整隶属</td>" in here
    own = reader(body).get(address(body)).text
    assert ">修改公开主页</td>" in own
    assert ">公开主页</td>" in own


def test_accounts_are_no_bodys() -> None:
    people.lock_account(persons.person(name="刘洋"), reason="盗用", by=persons.BY)
    national = bodies.national()
    assert "锁定账号</td>" not in reader(national).get(address(national)).text


def test_a_superior_looks_into_a_body_below() -> None:
    county, body = bodies.association("430603"), bodies.body("430603", name="云溪甲企业科协")
    assert "云溪甲企业科协" in reader(county).get(address(body)).text


def test_an_organisation_outside_cannot_be_asked_for() -> None:
    county, other = bodies.association("430603"), bodies.body("430611", name="君山乙企业科协")
    page = reader(county).get(address(county), {"organisation": other.name}).text
    assert "没有找到名称含“君山乙企业科协”的组织" in page


def test_where_from_is_shown_in_part() -> None:
    body = bodies.body()
    Record.objects.create(
        what="organisations.publish",
        name="王敏",
        address="192.0.2.7",
        thing="organisations.organisation",
        thing_id=str(body.pk),
        organisation=body.pk,
        organisation_path=body.path,
    )
    page = reader(body).get(address(body)).text
    assert "192.0.*.*" in page
    assert "192.0.2.7" not in page


def test_it_stands_in_the_menu_of_those_who_may() -> None:
    body = bodies.body()
    desk = f"/organisations/{body.code}/desk/"
    assert address(body) in reader(body).get(desk).text
    assert address(body) not in reader(body, Role.VIEWER).get(desk).text


def test_what_was_typed_stays_also_where_it_is_wrong() -> None:
    body = bodies.body()
    page = reader(body).get(address(body), {"since": "2026-12-01", "until": "2026-01-01", "number": "12"}).text
    assert "结束日期早于开始日期" in page
    for typed in ("2026-12-01", "2026-01-01", "12"):
        assert f'value="{typed}"' in page
    assert "请填写有效的日期" in reader(body).get(address(body), {"since": "昨天"}).text
