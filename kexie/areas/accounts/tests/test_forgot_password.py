"""A forgotten password is chosen anew with a code."""

import pytest
from django.test import Client

from kexie.areas.accounts.tests import factories
from kexie.areas.accounts.tests.letters import Letters, ask, code_in
from kexie.core.actors import Actor
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-04"), pytest.mark.spec("SEC-05")]
SEND, ENTER, FORGOT = "/signin/send_code/", "/signin/enter_code/", "/signin/forgot_password/"
EMAIL = "wang.min@example.com"
BY = Actor.platform("tests")


@pytest.fixture
def person() -> Person:
    return people.set_email(factories.person(), email=EMAIL, by=BY)


def test_a_forgotten_password_is_chosen_anew(client: Client, mail: Letters, person: Person) -> None:
    elsewhere = Client()
    elsewhere.force_login(person)
    assert ask(client, address=FORGOT) == ENTER
    assert client.post(ENTER, {"code": code_in(mail.taken[0])})["Location"] == "/signin/reset_password/"
    assert client.get("/account/").status_code == 302  # a code for one thing is good for no other
    key = pages.key_of(client.get("/signin/reset_password/").text)
    weak = client.post("/signin/reset_password/", {"new": "short", "again": "short", "form_key": key})
    assert weak.status_code == 422
    new = {"new": "another-good-secret", "again": "another-good-secret", "form_key": key}
    assert client.post("/signin/reset_password/", new)["Location"] == "/signin/?changed=1"
    assert "密码已修改" in client.get("/signin/?changed=1").content.decode()
    assert elsewhere.get("/account/").status_code == 302
    assert Person.objects.get(pk=person.pk).check_password("another-good-secret")
    assert client.get("/signin/reset_password/")["Location"] == FORGOT
