"""A code by e-mail signs in; nothing tells whether there is an account."""

import re

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from kexie.areas.accounts.models import Code
from kexie.areas.accounts.tests import factories
from kexie.areas.accounts.tests.letters import Letters, ask, code_in
from kexie.core.actors import Actor
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-04"), pytest.mark.spec("SEC-05")]
SEND, ENTER, FORGOT = "/signin/send_code/", "/signin/enter_code/", "/signin/forgot_password/"
EMAIL = "wang.min@example.com"
BY = Actor.platform("tests")


@pytest.fixture
def person() -> Person:
    return people.set_email(factories.person(), email=EMAIL, by=BY)


def test_a_code_from_a_real_letter_signs_in(client: Client, mail: Letters, person: Person) -> None:
    assert ask(client, next="/distribution/") == ENTER
    assert [letter["To"] for letter in mail.taken] == [EMAIL]
    assert client.post(ENTER, {"code": code_in(mail.taken[0])})["Location"] == "/distribution/"
    assert client.get("/account/").status_code == 200


def test_known_and_unknown_accounts_are_answered_alike(mail: Letters, person: Person) -> None:
    locked = people.lock_account(factories.person("locked"), reason="离职", by=BY)
    factories.person("noaddress")
    pages = []
    for name in ("yunxi", "nobody", "noaddress", locked.username, EMAIL):
        client = Client()
        assert ask(client, name) == ENTER
        answer = client.post(ENTER, {"code": "000000"})
        pages.append((answer.status_code, re.sub(r'value="\w{64}"', "", answer.content.decode())))
    assert len(set(pages)) == 1
    assert len(mail.taken) == 2


def test_letters_to_one_account_are_few(client: Client, mail: Letters, person: Person) -> None:
    led = [ask(client) for _ in range(7)]
    assert led == [ENTER] * 5 + ["422"] * 2
    assert len(mail.taken) == 5


def test_a_code_costs_a_proof(client: Client, mail: Letters, person: Person) -> None:
    assert client.post(SEND, {"username": "yunxi", "proof": ""}).status_code == 422
    assert not Code.objects.exists()


@pytest.mark.spec("SEC-06")
def test_neither_address_nor_code_stands_in_plain(client: Client, mail: Letters, person: Person) -> None:
    ask(client)
    code = Code.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT string_agg(c::text, '') FROM code AS c)"
            " || (SELECT string_agg(args::text, '') FROM procrastinate_jobs)"
        )
        kept = cursor.fetchone()[0]
    assert code.code not in kept
    assert EMAIL not in kept


def test_where_no_mail_server_is_set_up_nothing_is_offered(client: Client, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    assert SEND not in client.get("/signin/").content.decode()
    for page in (SEND, FORGOT):
        content = client.get(page).content.decode()
        assert 'name="username"' not in content
        assert client.post(page, {"username": "yunxi", "proof": ""}).status_code == 200
    assert not Code.objects.exists()
