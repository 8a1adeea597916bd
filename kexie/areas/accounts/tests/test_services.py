"""Identities of other services sign in once their owner attached them, and bring nothing along."""

from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.test import Client
from pytest_django import Settings

from kexie.areas.accounts.tests import factories, provider
from kexie.areas.accounts.tests.provider import Provider
from kexie.areas.accounts.tests.signing import signin
from kexie.core.actors import Actor
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-04")]
LOGIN, BACK, SERVICES = "/signin/services/oidc/", "/signin/services/oidc/back/", "/account/services/"
EMAIL = "canary@example.com"


@pytest.fixture
def service(settings: Settings) -> Iterator[Provider]:
    with provider.running() as running:
        running.claims = {"sub": "4711", "email": EMAIL, "email_verified": True, "name": "金丝雀"}
        app = {
            "provider_id": "oidc",
            "name": "统一身份认证",
            "client_id": provider.CLIENT,
            "secret": provider.SECRET,
            "settings": {"server_url": running.url, "oauth_pkce_enabled": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
        yield running


def go(client: Client, service: Provider, query: str = "") -> str:
    """Go to the service and come back; return where it led."""
    address = client.post(LOGIN + query)["Location"]
    assert address.startswith(f"{service.url}/authorize?")
    return str(client.get(BACK + service.authorise(address))["Location"])


def attach(client: Client, service: Provider) -> None:
    led = go(client, service, "?process=connect")
    assert led == "/account/confirm/"
    assert client.post(led, {"password": factories.PASSWORD})["Location"] == SERVICES


def test_an_identity_signs_in_after_its_owner_attached_it(client: Client, service: Provider) -> None:
    person = factories.person()
    signin(client)
    attach(client, service)
    assert "统一身份认证" in client.get(SERVICES).content.decode()
    assert Record.objects.get(what="accounts.change_factors").after == {"kinds": ["oidc"]}
    elsewhere = Client()
    assert go(elsewhere, service, "?next=/distribution/") == "/distribution/"
    assert elsewhere.get("/account/").status_code == 200
    assert SocialAccount.objects.get().user_id == person.pk


@pytest.mark.spec("SEC-06")
def test_nothing_that_the_service_tells_is_kept(client: Client, service: Provider) -> None:
    factories.person()
    signin(client)
    attach(client, service)
    go(Client(), service)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT string_agg(a::text, '') FROM socialaccount_socialaccount AS a)"
            " || (SELECT string_agg(session_data, '') FROM django_session)"
        )
        kept = cursor.fetchone()[0]
    assert "canary" not in kept
    assert "金丝雀" not in kept
    assert SocialAccount.objects.get().extra_data == {}
    assert not EmailAddress.objects.exists()


@pytest.mark.spec("SEC-05")
def test_a_strange_identity_opens_and_makes_no_account(client: Client, service: Provider) -> None:
    person = people.set_email(factories.person(), email=EMAIL, by=Actor.platform("tests"))
    assert go(client, service) == "/signin/?unattached=1"
    assert "还没有绑定账号" in client.get("/signin/?unattached=1").content.decode()
    assert client.get("/account/").status_code == 302
    assert list(Person.objects.all()) == [person]
    assert not SocialAccount.objects.exists()


def test_a_locked_account_stays_locked(client: Client, service: Provider) -> None:
    person = factories.person()
    signin(client)
    attach(client, service)
    people.lock_account(person, reason="离职", by=Actor.platform("tests"))
    elsewhere = Client()
    assert go(elsewhere, service) == "/signin/?refused=1"
    assert elsewhere.get("/account/").status_code == 302


def test_an_identity_belongs_to_one_account(client: Client, service: Provider) -> None:
    first = factories.person()
    signin(client)
    attach(client, service)
    factories.person("other")
    other = Client()
    signin(other, "other")
    attach(other, service)
    assert SocialAccount.objects.get().user_id == first.pk


def test_it_can_be_detached(client: Client, service: Provider) -> None:
    factories.person()
    signin(client)
    attach(client, service)
    client.post(SERVICES, {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()
    assert Record.objects.filter(what="accounts.change_factors").last().before == {"kinds": ["oidc"]}


@pytest.mark.parametrize("query", ["", "?code=x&state=y", "?error=access_denied&state=y", "?code=x"])
def test_a_made_up_return_leads_back_to_the_sign_in_page(client: Client, service: Provider, query: str) -> None:
    assert client.get(BACK + query)["Location"] == "/signin/?failed=1"


def test_a_link_starts_nothing(client: Client, service: Provider) -> None:
    page = client.get(LOGIN)
    assert page.status_code == 200
    assert 'class="k-header"' in page.content.decode()


def test_what_is_not_set_up_does_not_exist(client: Client, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {}
    factories.person()
    signin(client)
    for page in (LOGIN, BACK, "/signin/weixin/", "/signin/weixin/back/", "/signin/dingtalk/", SERVICES):
        assert client.get(page).status_code == 404
    assert SERVICES not in client.get("/account/").content.decode()


@pytest.mark.parametrize(
    ("name", "host"), [("weixin", "https://open.weixin.qq.com/"), ("dingtalk", "https://login.dingtalk.com/")]
)
def test_weixin_and_dingtalk_begin_where_they_should(client: Client, settings: Settings, name: str, host: str) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {name: {"APPS": [{"client_id": "kexie", "secret": "s", "name": "微信"}]}}
    assert f"/signin/{name}/" in client.get("/signin/").content.decode()
    assert client.post(f"/signin/{name}/")["Location"].startswith(host)
    assert client.get("/signin/services/oidc/").status_code == 404
