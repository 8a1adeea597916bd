"""One's own account."""

import pytest
from django.test import Client

from kexie.areas.accounts.tests import factories

pytestmark = pytest.mark.django_db


def test_a_visitor_is_led_to_sign_in_and_back(client: Client) -> None:
    assert client.get("/account/")["Location"] == "/signin/?next=/account/"


def test_only_the_own_account_is_shown(client: Client) -> None:
    other = factories.person("qixia", "栖霞区科协")
    own = factories.person()
    client.force_login(own)
    page = client.get("/account/").content.decode()
    assert own.username in page
    assert other.username not in page
