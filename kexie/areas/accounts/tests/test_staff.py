"""The page of accounts and roles of a body."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.foundation.appointments import actions
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-01"), pytest.mark.spec("ACC-03")]


def test_it_shows_who_does_what_and_which_codes_wait() -> None:
    body = bodies.body()
    administrator = appointed(body)
    editor = appointed(body, Role.EDITOR, person=persons.person(name="周云"))
    people.lock_account(editor, reason="离岗", by=BY)
    actions.invite(body, name="新来的人", roles=[Role.VIEWER], by=BY)
    page = pages.browser(administrator).get(f"/organisations/{body.code}/staff/").text
    for shown in ("周云", "编辑", "已锁定", "新来的人", "查看人", "在岗人员（2）", "待启用的激活码（1）"):
        assert shown in page


def test_a_superior_sees_which_bodies_still_have_nobody() -> None:
    county = bodies.association("430603")
    bare, staffed, invited = (bodies.body(name=f"示例{word}科协") for word in ("无人", "有人", "已邀"))
    appointed(staffed)
    actions.invite(invited, name="某人", roles=[Role.ADMINISTRATOR], by=BY)
    page = pages.browser(appointed(county)).get(f"/organisations/{county.code}/staff/").text
    assert bare.name in page
    assert staffed.name not in page
    assert invited.name not in page


def test_a_secretary_looks_and_changes_nothing() -> None:
    body = bodies.body()
    appointed(body)
    page = pages.browser(appointed(body, Role.SECRETARY)).get(f"/organisations/{body.code}/staff/").text
    assert "开通账号</a>" not in page
    assert "/dismiss/" not in page


def test_ended_roles_are_gone_from_the_page() -> None:
    body = bodies.body()
    administrator, former = appointed(body), appointed(body, Role.EDITOR, person=persons.person(name="离岗的人"))
    actions.dismiss(former.appointments.get(), by=BY)
    assert "离岗的人" not in pages.browser(administrator).get(f"/organisations/{body.code}/staff/").text


@pytest.mark.spec("PRF-12")
def test_three_people_cost_as_many_queries_as_one() -> None:
    body = bodies.body()
    client = pages.browser(appointed(body))
    address = f"/organisations/{body.code}/staff/"
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for word in ("甲", "乙"):
        appointed(body, Role.EDITOR)
        actions.invite(body, name=word, roles=[Role.VIEWER], by=BY)
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(three) == len(one)
