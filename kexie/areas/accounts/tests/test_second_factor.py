"""Second factors: authenticators, passkeys, recovery codes, and who must have one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from pytest_django import Settings

from kexie.areas.accounts.queries.factors import needs_second_factor
from kexie.areas.accounts.tests import factories
from kexie.areas.accounts.tests.signing import signin, totp
from kexie.core import cipher
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests import factories as appointments
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-04"), pytest.mark.spec("SEC-05")]
TOTP = "/account/second/totp/"


def confirm(client: Client, page: str) -> None:
    """Confirm with the password that it is the same person."""
    led = client.get(page)["Location"]
    assert client.post(led, {"password": factories.PASSWORD, "next": page})["Location"] == page


def activate(client: Client) -> str:
    """Activate an authenticator; return its secret."""
    confirm(client, TOTP)
    found = re.search(r"密钥：<code[^>]*>(\w+)", client.get(TOTP).content.decode())
    assert found is not None
    assert client.post(TOTP, {"code": totp(found[1])})["Location"] == "/account/second/recovery/"
    return found[1]


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<li><code>(\d+)</code></li>", client.get("/account/second/recovery/").content.decode())


@pytest.fixture
def own(client: Client) -> Client:
    factories.person()
    signin(client)
    return client


def test_with_an_authenticator_the_password_alone_lets_nobody_in(own: Client) -> None:
    secret = activate(own)
    own.post("/signout/")
    other = Client()
    assert signin(other, next="/distribution/")["Location"] == "/signin/second/"
    assert other.get("/account/").status_code == 302
    page = other.post("/signin/second/", {"code": "000000"}).content.decode()
    assert "验证码不对" in page
    assert other.post("/signin/second/", {"code": totp(secret)})["Location"] == "/distribution/"
    assert other.get("/account/").status_code == 200


def test_a_code_is_good_once(own: Client) -> None:
    secret = activate(own)
    code = totp(secret)
    first, second = Client(), Client()
    signin(first)
    signin(second)
    assert first.post("/signin/second/", {"code": code}).status_code == 302
    assert second.post("/signin/second/", {"code": code}).status_code == 200
    assert second.get("/account/").status_code == 302


def test_codes_cannot_be_guessed(own: Client) -> None:
    secret = activate(own)
    other = Client()
    signin(other)
    for number in range(12):
        other.post("/signin/second/", {"code": f"{number:06}"})
    assert other.post("/signin/second/", {"code": totp(secret)}).status_code == 200
    assert other.get("/account/").status_code == 302


def test_a_recovery_code_lets_in_once(own: Client) -> None:
    activate(own)
    codes = recovery_codes(own)
    assert len(set(codes)) == 10
    for expected in (302, 200):
        other = Client()
        signin(other)
        assert other.post("/signin/second/", {"code": codes[0]}).status_code == expected
    assert len(recovery_codes(own)) == 9


@pytest.mark.spec("SEC-06")
def test_secrets_stand_encrypted_and_changes_on_record(own: Client) -> None:
    secret = activate(own)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(m::text, ' ') FROM mfa_authenticator AS m")
        assert secret not in cursor.fetchone()[0]
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert cipher.decrypt(kept, purpose="mfa_authenticator.data") == secret
    assert Record.objects.get(what="accounts.change_factors").after == {"kinds": ["recovery_codes", "totp"]}
    assert own.post("/account/second/totp/remove/").status_code == 302
    assert not Authenticator.objects.exists()
    assert Record.objects.filter(what="accounts.change_factors").last().before == {"kinds": ["recovery_codes", "totp"]}


def test_nothing_changes_without_the_password(own: Client) -> None:
    for page in (TOTP, "/account/second/passkeys/add/", "/account/second/recovery/generate/"):
        assert own.get(page)["Location"].startswith("/account/confirm/?next=")
    assert own.post("/account/confirm/", {"password": "wrong", "next": TOTP}).status_code == 200
    assert own.get(TOTP).status_code == 302


def test_roles_of_provinces_and_of_the_platform_must_have_one(settings: Settings) -> None:
    settings.SECOND_FACTOR = "roles"
    assert not needs_second_factor(factories.person())
    for code, expected in (("430000", True), ("430600", False)):
        holder = appointments.appointed(bodies.association(code), Role.VIEWER)
        assert needs_second_factor(holder) is expected
    keeper = appointments.appointed(None, Role.AUDIT_ADMINISTRATOR)
    assert needs_second_factor(keeper)
    settings.SECOND_FACTOR = "off"
    assert not needs_second_factor(keeper)


def test_who_must_have_one_reaches_nothing_else_until_then(own: Client, settings: Settings) -> None:
    settings.SECOND_FACTOR = "all"
    for page in ("/", "/account/", "/organisations/", "/nowhere/"):
        assert own.get(page)["Location"] == "/account/second/"
    assert own.get("/account/second/").status_code == 200
    secret = activate(own)
    assert own.get("/account/").status_code == 200
    refused = own.post("/account/second/totp/remove/")
    assert "不能停用" in refused.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()
    assert secret


def test_the_pages_are_ours_and_in_chinese(own: Client) -> None:
    pages = ["/account/second/", "/account/confirm/", "/account/sessions/"]
    activate(own)
    pages += [
        "/account/second/recovery/",
        "/account/second/recovery/generate/",
        "/account/second/totp/remove/",
        "/account/second/passkeys/add/",
        "/account/confirm/second/",
    ]
    other = Client()
    signin(other)
    for client, page in [*((own, page) for page in pages), (other, "/signin/second/")]:
        answer = client.get(page)
        content = answer.content.decode()
        assert answer.status_code == 200, page
        assert 'class="k-header"' in content
        main = re.sub(r"<script.*?</script>", "", content.split("<main", 1)[1].split("</main", 1)[0], flags=re.DOTALL)
        words = re.findall(r">\s*([A-Za-z][a-z]{2,}[^<]*)<", main)
        assert not [word for word in words if "浏览器" not in word], page


def test_of_the_library_no_other_page_exists(client: Client) -> None:
    for page in (
        "login",
        "signup",
        "logout",
        "password/reset",
        "password/change",
        "email",
        "3rdparty",
        "2fa",
        "inactive",
    ):
        assert client.get(f"/accounts/{page}/").status_code == 404
    factories.person()
    signin(client)
    person = Person.objects.get()
    assert str(person)
