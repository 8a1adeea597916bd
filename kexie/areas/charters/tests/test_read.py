"""Everybody reads the charter in force that a body has released, and no other one."""

import pytest
from django.test import Client

from kexie.areas.charters.tests import factories
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Section
from kexie.foundation.organisations.tests import factories as bodies

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-09"), pytest.mark.spec("ORG-08")]


def status(body: Organisation) -> int:
    return Client().get(f"/organisations/{body.code}/charters/read/").status_code


def released() -> Organisation:
    body = bodies.body(published=True)
    actions.present(body, released=[Section.CHARTER], by=bodies.BY)
    return body


def test_what_is_in_force_and_released_is_read_by_everybody() -> None:
    body = released()
    factories.in_force(body, own={"funds": ("现行的条款。",)})
    factories.draft(body, own={"funds": ("草案的条款。",)})
    html = Client().get(f"/organisations/{body.code}/charters/read/").text
    assert ("现行的条款" in html, "草案的条款" in html) == (True, False)
    assert "charters/read/" in Client().get(f"/organisations/{body.code}/").text


def test_what_is_not_in_force_is_not_there() -> None:
    body = released()
    assert status(body) == 404
    factories.adopted(body)
    assert status(body) == 404
    assert "charters/read/" not in Client().get(f"/organisations/{body.code}/").text


def test_what_was_not_released_is_not_there() -> None:
    body = released()
    factories.in_force(body)
    assert status(body) == 200
    actions.present(body, released=[Section.INTRODUCTION], by=bodies.BY)
    assert status(body) == 404
    assert "charters/read/" not in Client().get(f"/organisations/{body.code}/").text


def test_of_a_page_that_is_offline_nothing_is_there() -> None:
    body = released()
    factories.in_force(body)
    actions.take_offline(body, reason="核对", by=bodies.BY)
    assert status(body) == 404
