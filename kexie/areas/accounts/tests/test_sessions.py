"""The devices on which one is signed in."""

import pytest
from django.test import Client

from kexie.areas.accounts.tests import factories
from kexie.areas.accounts.tests.signing import signin

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-04")]
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


def test_the_own_devices_are_listed_and_the_others_are_signed_out(client: Client) -> None:
    factories.person()
    factories.person("other")
    phone, stranger = Client(HTTP_USER_AGENT=PHONE), Client(HTTP_USER_AGENT="a canary")
    for browser, name in ((client, "yunxi"), (phone, "yunxi"), (stranger, "other")):
        assert signin(browser, name).status_code == 303
    page = client.get("/account/sessions/").content.decode()
    assert "iPhone，Safari 浏览器" in page
    assert "canary" not in page
    assert client.post("/account/sessions/").status_code == 302
    assert client.get("/account/").status_code == 200
    assert phone.get("/account/").status_code == 302
    assert stranger.get("/account/").status_code == 200


def test_a_visitor_has_none(client: Client) -> None:
    assert client.get("/account/sessions/")["Location"].startswith("/signin/?next=")
