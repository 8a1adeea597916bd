"""A body puts its own page online."""

from datetime import timedelta

import pytest

from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-08")]


def test_the_page_goes_online_once() -> None:
    body = factories.body()
    browser = pages.browser(appointed(body, Role.EDITOR))
    address = f"/organisations/{body.code}/publish/"
    sent = {"form_key": "the-same-key-twice-00"}
    assert [browser.post(address, sent).status_code for _ in range(2)] == [303, 303]
    assert pages.browser().get(f"/organisations/{body.code}/").status_code == 200
    assert Record.objects.filter(what="organisations.publish", organisation=body.pk).count() == 1


def test_after_it_was_taken_off_the_body_puts_it_online_again() -> None:
    body = factories.body(published=True)
    actions.take_offline(body, reason="电话有误", by=factories.BY)
    browser = pages.browser(appointed(body))
    assert "电话有误" in browser.get(f"/organisations/{body.code}/present/").text
    assert pages.status(browser, f"/organisations/{body.code}/publish/") == 422
    with clock.held(clock.now() + timedelta(minutes=1)):
        actions.present(body, phone="0730-8452000", by=factories.BY)
    assert pages.status(browser, f"/organisations/{body.code}/publish/") == 303
    body.refresh_from_db()
    assert (body.is_public, body.offline_reason) == (True, "")


def test_looking_publishes_nothing_and_viewers_may_not() -> None:
    body = factories.body()
    assert pages.browser(appointed(body)).get(f"/organisations/{body.code}/publish/").status_code == 200
    assert pages.status(pages.browser(appointed(body, Role.VIEWER)), f"/organisations/{body.code}/publish/") == 404
    body.refresh_from_db()
    assert not body.is_public
