"""Signing in with a password, by user name, number or address."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from kexie.areas.accounts.tests import factories
from kexie.areas.accounts.tests.signing import signin
from kexie.core.actors import Actor
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.records.models import Record

pytestmark = pytest.mark.django_db


class Counting(MD5PasswordHasher):
    """Counts how often a password is digested."""

    count = 0

    def encode(self, password: str, salt: str) -> str:
        Counting.count += 1
        return super().encode(password, salt)


BY = Actor.platform("tests")
WRONG = "用户名或密码不对"


@pytest.mark.spec("ACC-04")
def test_signing_in_leads_on_and_shows_the_name(client: Client) -> None:
    person = factories.person()
    answer = client.post("/signin/", {"username": "yunxi", "password": factories.PASSWORD, "next": "/distribution/"})
    assert (answer.status_code, answer["Location"]) == (303, "/distribution/")
    assert person.name in client.get("/").content.decode()


@pytest.mark.spec("ACC-04")
@pytest.mark.parametrize(("username", "password"), [("yunxi", "wrong"), ("nobody", "wrong"), ("yunxi", "x" * 128)])
def test_a_wrong_name_and_a_wrong_password_read_alike(client: Client, username: str, password: str) -> None:
    factories.person()
    answer = client.post("/signin/", {"username": username, "password": password})
    assert answer.status_code == 422
    assert WRONG in answer.content.decode()
    assert "sessionid" not in client.cookies


def test_a_locked_account_cannot_sign_in(client: Client) -> None:
    person = factories.person()
    person.is_active = False
    person.save()
    answer = client.post("/signin/", {"username": "yunxi", "password": factories.PASSWORD})
    assert WRONG in answer.content.decode()


def test_nothing_typed_is_told_beside_the_field(client: Client) -> None:
    answer = client.post("/signin/", {"username": "", "password": ""})
    assert answer.status_code == 422
    assert answer.content.decode().count("这个字段是必填项") == 2


@pytest.mark.parametrize(
    "next_", ["https://evil.example/", "nowhere", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_the_way_on_never_leads_elsewhere(client: Client, next_: str) -> None:
    factories.person()
    answer = client.post("/signin/", {"username": "yunxi", "password": factories.PASSWORD, "next": next_})
    assert answer["Location"] == "/"


def test_one_who_is_signed_in_is_led_on(client: Client) -> None:
    client.force_login(factories.person())
    assert client.get("/signin/?next=/organisations/")["Location"] == "/organisations/"


def test_demo_accounts_are_shown_in_demo_mode_only(client: Client, settings: Settings) -> None:
    settings.DEMO = False
    assert "kexie-demo" not in client.get("/signin/").content.decode()
    settings.DEMO = True
    assert "kexie-demo" in client.get("/signin/").content.decode()


@pytest.mark.parametrize("typed", ["\0", "yunxi\0", "x" * 5000, "\u202eyunxi", "' OR 1=1 --", "{{7*7}}"])
def test_strange_names_are_unknown_names(client: Client, typed: str) -> None:
    assert client.post("/signin/", {"username": typed, "password": "x"}).status_code == 422


@pytest.mark.spec("ACC-04")
@pytest.mark.parametrize("typed", ["yunxi", "138-0000-5678", "Wang.Min@Example.com"])
def test_name_number_and_address_sign_in(client: Client, typed: str) -> None:
    person = factories.person()
    people.set_mobile(person, mobile="13800005678", by=BY)
    people.set_email(person, email="wang.min@example.com", by=BY)
    assert client.post("/signin/", {"username": typed, "password": factories.PASSWORD}).status_code == 303
    assert Record.objects.filter(what="accounts.signin", person=person.pk).count() == 1


@pytest.mark.spec("SEC-05")
def test_the_session_is_another_one_after_signing_in_and_ends_by_itself(client: Client, settings: Settings) -> None:
    factories.person()
    client.get("/signin/")
    client.session["before"] = 1
    signin(client)
    assert client.get("/account/").status_code == 200
    settings.IDLE_MINUTES = 0
    assert client.get("/account/").status_code == 302
    settings.IDLE_MINUTES = 60
    assert client.get("/account/").status_code == 302
    signin(client)
    settings.SESSION_HOURS = 0
    assert client.get("/account/").status_code == 302


@pytest.mark.spec("SEC-06")
def test_the_library_keeps_no_address(client: Client) -> None:
    people.set_email(factories.person(), email="wang.min@example.com", by=BY)
    signin(client, "wang.min@example.com")
    assert not EmailAddress.objects.exists()
    assert "wang.min" not in str(client.session.items())


@pytest.mark.spec("SEC-05")
def test_known_and_unknown_names_take_the_same_work(settings: Settings) -> None:
    factories.person()
    people.lock_account(factories.person("locked"), reason="离职", by=BY)
    settings.PASSWORD_HASHERS = [f"{Counting.__module__}.Counting"]
    asked = []
    for number, name in enumerate(("nobody", "yunxi", "locked", "13800005678", "nobody@example.com")):
        Counting.count = 0
        with CaptureQueriesContext(connection) as queries:
            answer = signin(Client(REMOTE_ADDR=f"10.0.0.{number}"), name, "wrong")
        assert Counting.count == 1
        asked.append((answer.status_code, [re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in queries]))
    assert all(one == asked[0] for one in asked)


@pytest.mark.spec("NOT-02")
def test_those_with_a_role_come_to_what_waits_first(client: Client) -> None:
    appointed(bodies.body(), person=factories.person())
    answer = client.post("/signin/", {"username": "yunxi", "password": factories.PASSWORD})
    assert answer["Location"] == "/workbench/"
    assert client.get("/signin/")["Location"] == "/workbench/"
