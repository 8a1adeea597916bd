"""A new password is chosen only after a code."""

import pytest
from django.test import Client

from kexie.areas.accounts.tests import factories
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


def test_nobody_chooses_a_password_without_a_code(client: Client, person: Person) -> None:
    assert client.get("/signin/reset_password/")["Location"] == FORGOT
