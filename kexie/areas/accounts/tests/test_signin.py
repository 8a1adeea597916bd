"""Signing in with user name and password."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from kexie.areas.accounts.tests import factories

pytestmark = pytest.mark.django_db
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
    "next_", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
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
