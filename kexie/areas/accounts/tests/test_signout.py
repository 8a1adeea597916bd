"""Ending a session."""

import pytest
from django.test import Client

from kexie.areas.accounts.tests import factories

pytestmark = pytest.mark.django_db


def test_signing_out_ends_the_session(client: Client) -> None:
    client.force_login(factories.person())
    assert client.post("/signout/")["Location"] == "/"
    assert client.get("/account/").status_code == 302


def test_a_link_cannot_sign_anybody_out(client: Client) -> None:
    client.force_login(factories.person())
    assert client.get("/signout/").status_code == 405
    assert client.get("/account/").status_code == 200
