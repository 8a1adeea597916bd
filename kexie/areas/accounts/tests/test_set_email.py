"""One's own e-mail address, confirmed by a code where mail can be sent."""

import pytest
from django.test import Client

from kexie.areas.accounts.tests import factories
from kexie.areas.accounts.tests.letters import Letters, code_in, deliver
from kexie.core.actors import Actor
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-06")]
ADDRESS, ENTER = "/account/set_email/", "/signin/enter_code/"
EMAIL = "new@example.com"


def send(client: Client, **typed: str) -> tuple[int, str]:
    key = pages.key_of(client.get(ADDRESS).content.decode())
    answer = client.post(ADDRESS, {"email": EMAIL, "present": factories.PASSWORD, "form_key": key} | typed)
    deliver()
    return answer.status_code, str(answer.headers.get("Location", answer.content.decode()))


def test_a_code_confirms_it(client: Client, mail: Letters) -> None:
    person = people.set_email(factories.person(), email="old@example.com", by=Actor.platform("tests"))
    client.force_login(person)
    assert send(client) == (303, ENTER)
    assert Person.objects.get().email == "old@example.com"
    assert mail.taken[0]["To"] == EMAIL
    assert client.post(ENTER, {"code": code_in(mail.taken[0])})["Location"] == "/account/"
    assert Person.objects.get().email == EMAIL


def test_another_accounts_address_is_told_to_its_owner_alone(client: Client, mail: Letters) -> None:
    people.set_email(factories.person("other"), email=EMAIL, by=Actor.platform("tests"))
    client.force_login(factories.person())
    assert send(client) == (303, ENTER)
    answer = client.post(ENTER, {"code": code_in(mail.taken[0])})
    assert answer.status_code == 422
    assert "已经用在别的账号上" in answer.content.decode()


def test_without_a_mail_server_it_is_set_at_once(client: Client) -> None:
    client.force_login(factories.person())
    assert send(client) == (303, "/account/")
    assert Person.objects.get().email == EMAIL


@pytest.mark.parametrize(
    ("typed", "words"), [({"email": "nobody"}, "请填写正确的邮箱"), ({"present": "wrong"}, "现在的密码不对")]
)
def test_a_refusal_says_why(client: Client, mail: Letters, typed: dict[str, str], words: str) -> None:
    client.force_login(factories.person())
    status, page = send(client, **typed)
    assert status == 422
    assert words in page
    assert mail.taken == []
