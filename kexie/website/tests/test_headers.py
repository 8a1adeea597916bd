"""Every answer tells the browser what it may not do, and visitors are not followed."""

import re

import pytest
from django.test import Client

from kexie.areas.accounts.tests import factories as accounts
from kexie.foundation.organisations.tests import factories

pytestmark = pytest.mark.django_db

PAGES = ["/", "/organisations/", "/distribution/", "/distribution/430000/", "/signin/"]


def policy(header: str) -> dict[str, list[str]]:
    parts = (part.split() for part in header.split(";"))
    return {name: sources for name, *sources in parts}


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize("address", [*PAGES, "/nowhere/", "/?q=%00", "/healthz"])
def test_nothing_foreign_or_inline_runs(client: Client, address: str) -> None:
    answer = client.get(address)
    rules = policy(answer["Content-Security-Policy"])
    given = {source for sources in rules.values() for source in sources}
    assert not given & {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "blob:"}
    assert rules["default-src"] == rules["script-src"] == rules["style-src"] == rules["connect-src"] == ["'self'"]
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == ["'none'"]
    assert rules["form-action"] == ["'self'"]
    assert "Content-Security-Policy-Report-Only" not in answer


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize("address", [*PAGES, "/nowhere/", "/?q=%00", "/%00", "/distribution/43%000000/"])
def test_no_page_lies_in_a_frame_or_is_taken_for_another_type(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.spec("SEC-04")
def test_no_page_writes_styles_or_scripts_into_itself(client: Client) -> None:
    body = factories.body(published=True)
    for address in (*PAGES, f"/organisations/{body.code}/", "/nowhere/"):
        text = client.get(address).text
        assert " style=" not in text, address
        assert "<style" not in text, address
        assert not re.search(r"<[^>]* on[a-z]+=", text), address
        scripts = [part.split(">")[0] for part in text.split("<script")[1:]]
        assert all(" src=" in script or "application/json" in script for script in scripts), address


@pytest.mark.spec("POR-10")
@pytest.mark.parametrize("address", ["/", "/organisations/", "/distribution/", "/distribution/430000/", "/nowhere/"])
def test_visitors_get_no_cookie(client: Client, address: str) -> None:
    assert not client.get(address).cookies


@pytest.mark.spec("SEC-05")
def test_the_cookie_of_a_session_is_out_of_scripts_reach(client: Client) -> None:
    accounts.person()
    client.post("/signin/", {"username": "yunxi", "password": accounts.PASSWORD})
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name


def test_static_files_may_be_kept_for_ever(client: Client) -> None:
    text = client.get("/").text
    (address,) = re.findall('href="([^"]*site[^"]*css)"', text)
    answer = client.get(address)
    assert (answer.status_code, b"k-header" in answer.getvalue()) == (200, True)
    assert "immutable" in answer["Cache-Control"]
