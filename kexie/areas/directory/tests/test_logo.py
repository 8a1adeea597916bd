"""A logo is given with its page: to everybody while that is online, otherwise to those who may see the body."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kexie.areas.directory import actions
from kexie.engines.files.rules import Upload
from kexie.engines.files.tests import hostile
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-07"), pytest.mark.spec("SCP-05")]


def with_logo(*, published: bool) -> tuple[Organisation, str]:
    body = factories.body(published=published)
    actions.change_logo(body, logo=Upload("徽标.webp", "webp", hostile.picture("WEBP")), by=factories.BY)
    return body, f"/organisations/{body.code}/logo/"


def test_it_is_shown_and_does_nothing() -> None:
    _, address = with_logo(published=True)
    answer = pages.browser().get(address)
    assert (answer.status_code, answer.getvalue()[:4]) == (200, b"RIFF")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_browser_that_has_it_is_told_so() -> None:
    _, address = with_logo(published=True)
    etag = pages.browser().get(address)["ETag"]
    again = pages.browser().get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.getvalue(), "private" in again["Cache-Control"]) == (304, b"", True)


@pytest.mark.spec("SEC-02")
def test_an_offline_page_hides_it() -> None:
    body, address = with_logo(published=True)
    etag = pages.browser().get(address)["ETag"]
    organisations.take_offline(body, reason="资料过期", by=factories.BY)
    headers = {"If-None-Match": etag}
    visitor = pages.browser().get(address, headers=headers)
    assert (visitor.status_code, visitor["Location"]) == (302, f"/signin/?next={address}")
    assert visitor["Location"] == pages.browser().get(address)["Location"]

    def status(client: Client) -> int:
        return client.get(address).status_code

    assert status(pages.browser(appointed(factories.association("320113")))) == 404
    assert status(pages.browser(appointed(body, Role.VIEWER))) == 200
    assert status(pages.browser(appointed(body.superior))) == 200


def test_a_body_without_one() -> None:
    body = factories.body(published=True)
    client = pages.browser(appointed(body))
    assert client.get(f"/organisations/{body.code}/logo/").status_code == 404


def test_the_page_asks_no_more_often_for_it() -> None:
    counts = []
    for body in (with_logo(published=True)[0], factories.body(published=True)):
        with CaptureQueriesContext(connection) as asked:
            assert pages.browser().get(f"/organisations/{body.code}/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
