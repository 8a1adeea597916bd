"""Workers register with a number or an address, and consent."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from kexie.areas.accounts.models import Code
from kexie.areas.accounts.tests import factories
from kexie.areas.accounts.tests.letters import Letters, code_in, deliver
from kexie.areas.accounts.tests.signing import solved
from kexie.core.actors import Actor
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-05")]
REGISTER, ENTER, COMPLETE = "/register/", "/signin/enter_code/", "/register/complete/"
EMAIL, MOBILE = "new@example.com", "13800005678"


@pytest.fixture(autouse=True)
def _little_work(settings: Settings) -> None:
    settings.PROOF_WORK = 50


def begin(client: Client, contact: str = EMAIL, **more: str) -> str:
    proof = solved(client.get(REGISTER).content.decode())
    typed = {"name": "李华", "contact": contact, "consent": "on", "proof": proof} | more
    answer = client.post(REGISTER, typed)
    deliver()
    return str(answer.headers.get("Location", answer.status_code))


def complete(client: Client, password: str = factories.PASSWORD) -> str:
    key = pages.key_of(client.get(COMPLETE).content.decode())
    answer = client.post(COMPLETE, {"new": password, "again": password, "form_key": key})
    return str(answer.headers.get("Location", answer.status_code))


@pytest.mark.spec("ACC-06")
def test_an_address_is_confirmed_by_a_code_before_an_account_is_opened(client: Client, mail: Letters) -> None:
    assert begin(client) == ENTER
    assert client.get(COMPLETE)["Location"] == REGISTER
    assert not Person.objects.exists()
    assert client.post(ENTER, {"code": code_in(mail.taken[0])})["Location"] == COMPLETE
    assert complete(client) == "/account/"
    person = Person.objects.get()
    assert (person.name, person.email, person.consented_to) == ("李华", EMAIL, "2026-11")
    assert person.consented_at is not None
    page = client.get("/account/").content.decode()
    assert "n***@example.com" in page
    assert EMAIL not in page
    assert {"people.open_account", "people.consent"} <= set(Record.objects.values_list("what", flat=True))
    assert client.get(COMPLETE)["Location"] == REGISTER


@pytest.mark.spec("SEC-05")
def test_whose_address_is_known_is_told_by_mail_alone(mail: Letters) -> None:
    people.set_email(factories.person(), email=EMAIL, by=Actor.platform("tests"))
    pages = []
    for contact in (EMAIL, "unknown@example.com"):
        client = Client()
        assert begin(client, contact) == ENTER
        answer = client.post(ENTER, {"code": "000000"})
        pages.append((answer.status_code, re.sub(r'value="\w{64}"', "", answer.content.decode())))
    assert pages[0] == pages[1]
    assert "已经有账号" in mail.taken[0].get_payload(decode=True).decode()
    client = Client()
    begin(client, EMAIL)
    assert client.post(ENTER, {"code": Code.objects.latest("id").code}).status_code == 422
    assert Person.objects.count() == 1


def test_a_number_registers_without_a_code_while_no_message_can_be_sent(client: Client) -> None:
    assert begin(client, "138 0000 5678") == COMPLETE
    assert complete(client) == "/account/"
    assert Person.objects.get().mobile == MOBILE
    other = Client()
    assert begin(other, MOBILE) == COMPLETE
    assert complete(other) == "422"
    assert Person.objects.count() == 1


@pytest.mark.spec("ACC-06")
def test_without_consent_nobody_registers(client: Client, mail: Letters) -> None:
    page = client.get(REGISTER).content.decode()
    assert "个人信息处理说明（2026-11 版）" in page
    assert begin(client, consent="") == "422"
    assert not Code.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"contact": "nobody"}, {"contact": "1380000567"}, {"name": ""}, {"name": "x" * 31}, {"proof": ""}]
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client, mail: Letters, typed: dict[str, str]) -> None:
    proof = solved(client.get(REGISTER).content.decode())
    answer = client.post(REGISTER, {"name": "李华", "contact": EMAIL, "consent": "on", "proof": proof} | typed)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode() or "invalid-feedback" in answer.content.decode()
    assert ("李华" in answer.content.decode()) is ("name" not in typed)


@pytest.mark.spec("SEC-06")
def test_the_session_keeps_a_registration_encrypted(client: Client, mail: Letters) -> None:
    begin(client)
    assert EMAIL not in str(client.session.items())
    assert "李华" not in str(client.session.items())


def test_a_weak_password_is_refused(client: Client) -> None:
    begin(client, MOBILE)
    assert complete(client, "short") == "422"
    assert not Person.objects.exists()


@pytest.mark.spec("SEC-05")
@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/registrations/submit/", "/registrations/submit/"),
        ("//elsewhere.example/", "/account/"),
        ("https://elsewhere.example/", "/account/"),
    ],
)
def test_one_comes_back_to_where_one_wanted_to_go(client: Client, wanted: str, led_to: str) -> None:
    proof = solved(client.get(REGISTER).content.decode())
    typed = {"name": "李华", "contact": MOBILE, "consent": "on", "proof": proof}
    assert client.post(f"{REGISTER}?next={wanted}", typed)["Location"] == COMPLETE
    assert complete(client) == led_to
