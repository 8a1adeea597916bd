"""Who is told what happens to accounts and roles."""

import pytest

from kexie.areas.accounts import actions
from kexie.engines.notices.models import Announcement
from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor, appointed, appointment_of
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-01"), pytest.mark.spec("ACC-03")]


def test_whoever_loses_a_role_is_told() -> None:
    body = bodies.body()
    administrator, editor = appointed(body), appointed(body, Role.EDITOR)
    actions.dismiss(appointment_of(editor), by=actor(administrator))
    actions.dismiss(Appointment.objects.get(person=editor), by=actor(administrator))
    assert titles(editor) == [f"您在{body.called}的角色“编辑”已取消"]
    assert titles(administrator) == []


def test_whoever_gave_a_code_is_told_that_it_was_taken_up() -> None:
    body = bodies.body()
    giving, other, coming = appointed(body), appointed(body), persons.person()
    made = appointments.invite(body, name="王敏", roles=[Role.EDITOR], by=actor(giving))
    actions.activate(coming, code=made.code, by=actor(coming))
    assert titles(giving) == [f"您为{body.called}开通的激活码已启用"]
    assert titles(other) == []


def test_those_who_leave_are_told_that_the_body_was_handed_over() -> None:
    body = bodies.body()
    former, superior = appointed(body), appointed(body.superior)
    actions.hand_over(body, "http://testserver/activate/", name="新管理员", by=actor(superior))
    assert titles(former) == [f"{body.called}已移交给新的管理员"]


def test_a_locked_account_is_told_to_those_who_keep_accounts_there_and_an_unlocked_one_to_its_owner() -> None:
    body = bodies.body()
    person, colleague, superior = appointed(body, Role.EDITOR), appointed(body), appointed(body.superior)
    within = [appointment_of(person).pk]
    actions.lock_account(person, within, reason="盗用", by=actor(superior))
    assert titles(colleague) == [f"{body.called}有一个账号被锁定"]
    actions.unlock_account(person, within, by=actor(superior))
    assert titles(person) == ["您的账号已解锁"]


@pytest.mark.spec("SEC-06")
def test_no_name_stands_in_what_goes_out_by_mail() -> None:
    body = bodies.body()
    person, superior = appointed(body, Role.EDITOR, person=persons.person(name="张三丰")), appointed(body.superior)
    actions.lock_account(person, [appointment_of(person).pk], reason="盗用", by=actor(superior))
    assert "张三丰" in Announcement.objects.get().text
    assert "张三丰" not in Announcement.objects.get().title
