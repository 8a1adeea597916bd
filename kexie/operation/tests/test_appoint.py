"""`kexie appoint` gives the first people their roles."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kexie.foundation.appointments.models import Appointment
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-02"), pytest.mark.spec("ACC-04")]


def appoint(*words: str) -> str:
    said = StringIO()
    call_command("appoint", *words, stdout=said)
    return said.getvalue()


def test_the_first_administrator_gets_an_account_whose_password_must_be_changed() -> None:
    bodies.national()
    said = appoint("administrator", "first", "--name", "王敏", "--organisation", "national")
    person = Person.objects.get_queryset().get(username="first")
    password = said.split("首次登录密码：")[1].split("（")[0]
    assert person.check_password(password)
    assert person.must_change_password
    assert Appointment.objects.get(person=person).organisation == bodies.national()


def test_somebody_with_an_account_keeps_the_password() -> None:
    person = persons.person("known")
    said = appoint("audit_administrator", "known")
    assert "首次登录密码" not in said
    assert Appointment.objects.get(person=person).role == "audit_administrator"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("administrator", "known"), "平台管理员不属于任何组织"),
        (("administrator", "nobody"), "--name"),
        (("administrator", "known", "--organisation", "2222222222"), "没有这个组织"),
        (("security_administrator", "other", "--name", "李", "--organisation", "national"), "平台管理员不属于"),
        (("administrator", "坏 名字", "--name", "李", "--organisation", "national"), "用户名只能"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_left_behind(words: tuple[str, ...], sentence: str) -> None:
    bodies.national()
    persons.person("known")
    with pytest.raises(CommandError, match=sentence):
        appoint(*words)
    assert Person.objects.get_queryset().count() == 1
    assert not Appointment.objects.exists()


def test_the_three_administrators_are_three_people() -> None:
    persons.person("known")
    appoint("audit_administrator", "known")
    with pytest.raises(CommandError, match="只能担任一个角色"):
        appoint("system_administrator", "known")
