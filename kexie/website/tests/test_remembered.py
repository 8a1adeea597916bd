"""Visitors get a page that was made for another visitor a moment ago, and nobody else does."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from kexie.areas.accounts.tests import factories as people
from kexie.core import memory
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories
from kexie.website.middleware import REMEMBERED

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PRF-01")]

LIST = "/organisations/"
PAGES = ("/", LIST, f"{LIST}?region=430603", "/distribution/", "/distribution/430000/")
PART = {"HX-Request": "true", "HX-Target": "results"}


@pytest.fixture(autouse=True)
def _remembering(settings: Settings) -> Iterator[None]:
    """Remember for long: tests otherwise run without."""
    settings.REMEMBERED_SECONDS = 3600
    yield
    memory.forget()


def queries(path: str, client: Client | None = None, **headers: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        (client or Client()).get(path, headers=headers)
    return len(seen)


@pytest.mark.parametrize("path", PAGES)
def test_a_second_visitor_gets_the_same_page_without_a_query(path: str) -> None:
    factories.body(published=True)
    first = Client().get(path)
    with CaptureQueriesContext(connection) as seen:
        second = Client().get(path)
    assert len(seen) == 0
    assert (second.status_code, second.content) == (200, first.content)
    assert second.headers.pop("X-Request-ID") != first.headers.pop("X-Request-ID")
    assert dict(second.headers) == dict(first.headers)
    assert "Content-Security-Policy" in second.headers


def test_every_remembered_page_is_tried_here_and_has_no_form_that_is_posted() -> None:
    assert {reverse(name) for name in REMEMBERED} <= set(PAGES)
    for path in PAGES:
        assert 'method="post"' not in Client().get(path).text.lower()


def test_it_is_forgotten_after_its_time(settings: Settings) -> None:
    settings.REMEMBERED_SECONDS = 0
    assert queries(LIST)
    assert queries(LIST)


def test_addresses_hosts_and_parts_are_remembered_apart(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    visitor = Client(headers={"Host": "one.example"})
    whole = visitor.get(LIST).text
    assert queries(f"{LIST}?region=430603", visitor)
    assert queries(LIST, Client(headers={"Host": "two.example"}))
    assert queries(LIST, visitor, **PART)
    part = visitor.get(LIST, headers=PART).text
    assert "<!doctype html>" in whole
    assert "<!doctype html>" not in part
    assert part in whole
    assert "<!doctype html>" in visitor.get(LIST, headers=PART | {"HX-Boosted": "true"}).text
    assert visitor.get(LIST).text == whole


def test_a_host_that_is_not_ours_is_refused_all_the_same() -> None:
    Client().get(LIST)
    assert Client(headers={"Host": "evil.example"}).get(LIST).status_code == 400


def test_who_is_signed_in_gets_a_page_of_their_own_and_leaves_none() -> None:
    person = people.person(name="测试人员甲")
    signed_in = Client()
    signed_in.force_login(person)
    assert person.name in signed_in.get(LIST).text
    assert person.name not in Client().get(LIST).text
    assert person.name in signed_in.get(LIST).text
    assert queries(LIST, signed_in)


def test_who_has_begun_to_fill_in_a_form_gets_a_page_of_their_own() -> None:
    Client().get(LIST)
    visitor = Client()
    visitor.get(reverse("accounts:signin"))
    assert visitor.cookies
    assert queries(LIST, visitor)


def test_a_page_with_a_form_is_never_remembered() -> None:
    path = reverse("accounts:signin")
    assert Client().get(path).content != Client().get(path).content


@pytest.mark.parametrize("path", ["/nowhere/", f"{LIST}nobody/", "/distribution/999999/"])
def test_what_is_not_found_is_not_remembered(path: str) -> None:
    memory.forget()
    for _ in range(2):
        answer = Client().get(path)
        assert answer.status_code == 404
    body = factories.body(published=True)
    assert Client().get(f"{LIST}{body.code}/").status_code == 200


def test_only_reading_is_answered_from_memory() -> None:
    Client().get(LIST)
    assert Client().post(LIST).status_code != 200
    assert Client().head(LIST).content == b""


@pytest.mark.spec("ORG-08")
def test_a_body_taken_offline_is_gone_at_once_and_from_lists_soon(settings: Settings) -> None:
    body = factories.body(name="下线的科协", published=True)
    own = f"{LIST}{body.code}/"
    assert Client().get(own).status_code == 200
    assert body.name in Client().get(LIST).text
    actions.take_offline(body, reason="内容不实", by=factories.BY)
    assert Client().get(own).status_code == 404
    settings.REMEMBERED_SECONDS = 0
    memory.forget()  # as after two seconds
    assert body.name not in Client().get(LIST).text
