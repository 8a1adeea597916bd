"""Closing one's own account."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from kexie.areas.accounts.tests import factories
from kexie.areas.accounts.tests.signing import signin
from kexie.core.actors import Actor
from kexie.foundation.appointments.tests import factories as appointments
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-06")]
ADDRESS = "/account/close_account/"


def send(client: Client, present: str = factories.PASSWORD) -> tuple[int, str]:
    key = pages.key_of(client.get(ADDRESS).content.decode())
    answer = client.post(ADDRESS, {"present": present, "form_key": key})
    return answer.status_code, str(answer.headers.get("Location", answer.content.decode()))


def test_what_is_the_persons_own_is_gone(client: Client) -> None:
    person = people.set_email(factories.person(), email="wang@example.com", by=Actor.platform("tests"))
    elsewhere = Client()
    for browser in (client, elsewhere):
        signin(browser)
    assert send(client) == (303, "/signin/?closed=1")
    assert "账号已注销" in client.get("/signin/?closed=1").content.decode()
    assert elsewhere.get("/account/").status_code == 302
    kept = Person.objects.get(pk=person.pk)
    assert (kept.email, kept.name, kept.username) == ("", "已注销用户", f"closed-{person.pk}")
    assert not UserSession.objects.exists()
    assert not Authenticator.objects.exists()
    for name in ("yunxi", "wang@example.com", kept.username):
        assert signin(Client(), name).status_code == 422


def test_a_wrong_password_closes_nothing(client: Client) -> None:
    signin_person = factories.person()
    client.force_login(signin_person)
    status, page = send(client, "wrong")
    assert status == 422
    assert "现在的密码不对" in page
    assert Person.objects.get().is_active


def test_who_holds_a_role_hands_over_first(client: Client) -> None:
    person = factories.person()
    appointments.appointed(bodies.association("430600"), person=person)
    client.force_login(person)
    assert "请先办理交接" in send(client)[1]
    assert Person.objects.get(pk=person.pk).is_active
