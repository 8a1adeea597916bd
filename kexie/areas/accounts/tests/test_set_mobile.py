"""One's own mobile number."""

import pytest
from django.test import Client

from kexie.areas.accounts.tests import factories
from kexie.core.actors import Actor
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-06")]
ADDRESS = "/account/set_mobile/"


def send(client: Client, **typed: str) -> tuple[int, str]:
    key = pages.key_of(client.get(ADDRESS).content.decode())
    answer = client.post(ADDRESS, {"mobile": "13800005678", "present": factories.PASSWORD, "form_key": key} | typed)
    return answer.status_code, answer.content.decode()


def test_it_is_set_shown_in_part_and_removed(client: Client) -> None:
    client.force_login(factories.person())
    assert send(client)[0] == 303
    page = client.get("/account/").content.decode()
    assert "138****5678" in page
    assert "13800005678" not in page
    assert send(client, mobile="")[0] == 303
    assert Person.objects.get().mobile == ""


@pytest.mark.parametrize(
    ("typed", "words"), [({"mobile": "123"}, "11 位手机号"), ({"present": "wrong"}, "现在的密码不对")]
)
def test_a_refusal_says_why(client: Client, typed: dict[str, str], words: str) -> None:
    client.force_login(factories.person())
    status, page = send(client, **typed)
    assert status == 422
    assert words in page


def test_another_accounts_number_is_refused(client: Client) -> None:
    people.set_mobile(factories.person("other"), mobile="13800005678", by=Actor.platform("tests"))
    client.force_login(factories.person())
    assert "已经用在别的账号上" in send(client)[1]
