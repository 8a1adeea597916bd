"""A code is good once, in one browser, for a short while."""

import pytest
from django.test import Client

from kexie.areas.accounts.actions import codes
from kexie.areas.accounts.models import Code
from kexie.areas.accounts.tests import factories
from kexie.areas.accounts.tests.letters import Letters, ask, code_in
from kexie.core.actors import Actor
from kexie.core.tests.threads import at_once
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-04"), pytest.mark.spec("SEC-05")]
SEND, ENTER, FORGOT = "/signin/send_code/", "/signin/enter_code/", "/signin/forgot_password/"
EMAIL = "wang.min@example.com"
BY = Actor.platform("tests")


@pytest.fixture
def person() -> Person:
    return people.set_email(factories.person(), email=EMAIL, by=BY)


def test_a_code_is_good_once_and_in_one_browser(client: Client, mail: Letters, person: Person) -> None:
    ask(client)
    code = code_in(mail.taken[0])
    assert Client().post(ENTER, {"code": code})["Location"] == SEND
    other = Client()
    ask(other)
    assert other.post(ENTER, {"code": code}).status_code == 422
    ticket = client.session["ticket"]
    assert client.post(ENTER, {"code": code}).status_code == 303
    assert codes.enter_code(ticket, code) is None


def test_five_wrong_codes_are_enough(client: Client, mail: Letters, person: Person) -> None:
    ask(client)
    for _ in range(5):
        assert client.post(ENTER, {"code": "wrong"}).status_code == 422
    assert client.post(ENTER, {"code": code_in(mail.taken[0])}).status_code == 422
    assert client.get("/account/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_no_more_than_five(person: Person) -> None:
    ticket = codes.send_code(person, purpose="signin")
    at_once(*[lambda: [codes.enter_code(ticket, "000001") for _ in range(5)]] * 6)
    assert Code.objects.get().tries == 5


@pytest.mark.django_db(transaction=True)
def test_of_several_with_the_right_code_one_gets_in(person: Person) -> None:
    ticket = codes.send_code(person, purpose="signin")
    code = Code.objects.get().code
    came = at_once(*[lambda: codes.enter_code(ticket, code)] * 4)
    assert sum(one is not None for one in came) == 1


def test_a_code_that_is_over_is_good_for_nothing(client: Client, mail: Letters, person: Person) -> None:
    ask(client)
    Code.objects.update(until="2020-01-01T00:00:00Z")
    assert client.post(ENTER, {"code": code_in(mail.taken[0])})["Location"] == SEND
    assert codes.forget_codes() == 1
