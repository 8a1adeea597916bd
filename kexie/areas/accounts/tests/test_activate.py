"""Taking up roles with an activation code."""

from datetime import timedelta

import pytest
from django.test import Client

from kexie.core import clock
from kexie.foundation.appointments import actions
from kexie.foundation.appointments.models import Appointment, Invitation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import rules
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]
PASSWORD = "correct horse battery"


@pytest.fixture
def invitation() -> Invitation:
    return actions.invite(bodies.body(), name="王敏", roles=[Role.ADMINISTRATOR], by=BY)


def form(invitation: Invitation, **changed: object) -> dict[str, object]:
    fields = {"code": invitation.printed_code, "name": "王敏", "username": "wangmin", "new": PASSWORD} | {
        "again": PASSWORD,
        "consent": "on",
    }
    return pages.form(**(fields | changed))


@pytest.mark.spec("ACC-06")
def test_a_new_person_opens_an_account_and_has_the_role(client: Client, invitation: Invitation) -> None:
    answer = client.post("/activate/", form(invitation))
    assert answer["Location"].startswith("/signin/")
    person = Person.objects.get_queryset().get(username="wangmin")
    assert person.check_password(PASSWORD)
    assert person.consented_to == rules.CONSENT
    assert Appointment.objects.get(person=person).organisation == invitation.organisation


@pytest.mark.spec("ACC-01")
def test_somebody_with_an_account_gets_the_role_there(invitation: Invitation) -> None:
    person = appointed(bodies.association("320113"), Role.VIEWER)
    client = pages.browser(person)
    assert "用户名，例如" not in client.get("/activate/").text
    assert pages.send(client, "/activate/", code=invitation.code)["Location"] == "/workbench/"
    assert Appointment.objects.current().filter(person=person).count() == 2


def test_a_code_opens_one_account_only(client: Client, invitation: Invitation) -> None:
    client.post("/activate/", form(invitation))
    answer = client.post("/activate/", form(invitation, code=invitation.printed_code, username="second"))
    assert answer.status_code == 422
    assert "已经用过" in answer.text
    assert not Person.objects.get_queryset().filter(username="second").exists()


def test_a_code_ten_years_old_opens_nothing(client: Client, invitation: Invitation) -> None:
    with clock.held(clock.now() + timedelta(days=3650)):
        answer = client.post("/activate/", form(invitation))
    assert answer.status_code == 422
    assert "已过期" in answer.text
    assert not Person.objects.get_queryset().filter(username="wangmin").exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": "AAAA-BBBB-CCCC-DDDD"}, "没有这个激活码"),
        ({"code": "'; DROP TABLE invitation; --"}, "没有这个激活码"),
        ({"username": "王敏"}, "用户名只能用字母"),
        ({"new": "short", "again": "short"}, "至少"),
        ({"again": "another horse battery"}, "两次输入的新密码不一样"),
        ({"consent": ""}, "勾选同意"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    client: Client, invitation: Invitation, changed: dict[str, object], sentence: str
) -> None:
    answer = client.post("/activate/", form(invitation, **changed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="王敏"' in answer.text
    assert Invitation.objects.waiting().count() == 1


def test_a_user_name_that_is_taken_is_said_and_the_code_still_works(client: Client, invitation: Invitation) -> None:
    persons.person(username="wangmin")
    assert "已经有人用了" in client.post("/activate/", form(invitation)).text
    assert client.post("/activate/", form(invitation, username="wangmin2")).status_code == 303


@pytest.mark.spec("SEC-05")
def test_without_a_code_nobody_learns_which_user_names_exist(client: Client, invitation: Invitation) -> None:
    persons.person(username="wangmin")
    answers = [
        client.post("/activate/", form(invitation, code="AAAABBBBCCCCDDDD", username=name)).text.replace(name, "")
        for name in ("wangmin", "nobody1")
    ]
    assert all("已经有人用了" not in answer for answer in answers)


def test_the_code_of_a_scanned_link_stands_in_its_field(client: Client, invitation: Invitation) -> None:
    assert f'value="{invitation.printed_code}"' in client.get(f"/activate/?code={invitation.printed_code}").text
