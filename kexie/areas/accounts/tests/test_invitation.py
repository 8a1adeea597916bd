"""The page of one invitation, with its code for as long as it can be used."""

import pytest

from kexie.foundation.appointments import actions
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]


def test_the_code_is_shown_until_it_is_used() -> None:
    body = bodies.body()
    client = pages.browser(appointed(body))
    made = actions.invite(body, name="王敏", roles=[Role.VIEWER], by=BY)
    code = made.printed_code
    assert code in client.get(f"/invitation/{made.pk}/").text
    actions.take_up(made, person=persons.person(name="李用"), by=BY)
    page = client.get(f"/invitation/{made.pk}/").text
    assert code not in page
    assert "李用已于" in page


def test_a_code_that_was_taken_back_is_not_shown() -> None:
    body = bodies.body()
    made = actions.invite(body, name="王敏", roles=[Role.VIEWER], by=BY)
    code = made.printed_code
    actions.revoke(made, by=BY)
    page = pages.browser(appointed(body)).get(f"/invitation/{made.pk}/").text
    assert code not in page
    assert "作废" in page


def test_nobody_keeps_the_page_in_a_cache() -> None:
    body = bodies.body()
    made = actions.invite(body, name="王敏", roles=[Role.VIEWER], by=BY)
    assert "no-store" in pages.browser(appointed(body)).get(f"/invitation/{made.pk}/")["Cache-Control"]
