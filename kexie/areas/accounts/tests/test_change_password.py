"""Changing one's own password."""

import pytest
from django.test import Client

from kexie.areas.accounts.tests import factories
from kexie.areas.accounts.tests.signing import signin
from kexie.core.actors import Actor
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = pytest.mark.django_db
ADDRESS = "/account/change_password/"
NEW = "another-good-secret"


def send(client: Client, **typed: str) -> pages.Answer:
    typed = {"present": factories.PASSWORD, "new": NEW, "again": NEW} | typed
    return pages.send(client, ADDRESS, form_key=pages.key_of(client.get(ADDRESS).text), **typed)


def test_the_new_password_counts_and_other_sessions_end(client: Client) -> None:
    person = factories.person()
    elsewhere = Client()
    for session in (client, elsewhere):
        session.force_login(person)
    assert send(client)["Location"] == "/account/"
    assert Person.objects.get(pk=person.pk).check_password(NEW)
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert NEW not in str(list(Record.objects.values()))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"present": "wrong-one-here"}, "现在的密码不对"),
        ({"again": "something-else-1"}, "两次输入的新密码不一样"),
        ({"new": "short", "again": "short"}, "10 个字符"),
        ({"new": "1234567890123", "again": "1234567890123"}, "密码只包含数字"),
        ({"new": "password123", "again": "password123"}, "这个密码太常见了"),
        ({"new": "secretary-yunxi1", "again": "secretary-yunxi1"}, "太相似"),
    ],
)
def test_a_refusal_says_why(client: Client, typed: dict[str, str], words: str) -> None:
    person = factories.person("secretary-yunxi")
    client.force_login(person)
    answer = send(client, **typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Person.objects.get(pk=person.pk).check_password(factories.PASSWORD)


@pytest.mark.spec("ACC-04")
def test_a_password_that_others_know_is_changed_before_anything_else(client: Client) -> None:
    person = factories.person()
    people.require_new_password(person, by=Actor.platform("tests"))
    signin(client, next="/organisations/")
    for page in ("/", "/account/", "/organisations/", "/account/second/", "/account/copy/", "/nowhere/"):
        assert client.get(page)["Location"] == ADDRESS
    assert client.post("/account/sessions/")["Location"] == ADDRESS
    assert client.get("/healthz").status_code == 200
    assert send(client)["Location"] == "/account/"
    assert client.get("/").status_code == 200


@pytest.mark.spec("ACC-04")
def test_the_same_password_again_is_no_change(client: Client) -> None:
    client.force_login(factories.person())
    answer = send(client, new=factories.PASSWORD, again=factories.PASSWORD)
    assert "不能和现在的密码一样" in answer.content.decode()
