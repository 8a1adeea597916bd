"""A term of office ends earlier or later than was thought."""

from datetime import date

import pytest

from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-07"), pytest.mark.spec("EST-14")]


def test_the_association_of_a_founded_body_puts_it_right_and_an_old_page_is_told() -> None:
    body = factories.body()
    term = actions.add_term(body, number=1, starts_on=date(2020, 1, 1), ends_on=date(2025, 1, 1), by=factories.BY)
    address = f"/organisations/{body.code}/terms/{term.pk}/change_term/"
    own = pages.send(pages.browser(appointed(body)), address, seen=0, starts_on="2020-01-01", ends_on="2026-01-01")
    assert (own.status_code, "登记换届" in own.text) == (422, True)
    browser = pages.browser(appointed(body.superior))
    assert pages.status(browser, address, seen=0, starts_on="2020-01-01", ends_on="2026-01-01") == 303
    assert titles(appointed(body)) == [f"上级科协更正了{body.called}的任期"]
    term.refresh_from_db()
    assert term.period.upper == date(2026, 1, 1)
    answer = pages.send(browser, address, seen=0, starts_on="2020-01-01", ends_on="2027-01-01")
    assert answer.status_code == 409
    assert "现在的内容：2026-01-01" in answer.text
    assert pages.status(browser, address, seen=1, starts_on="2020-01-01", ends_on="2020-01-01") == 422


def test_a_body_that_prepares_sets_its_own() -> None:
    body = factories.body(status=rules.Status.PREPARING)
    term = actions.add_term(body, number=1, starts_on=date(2020, 1, 1), ends_on=date(2025, 1, 1), by=factories.BY)
    address = f"/organisations/{body.code}/terms/{term.pk}/change_term/"
    typed = {"seen": 0, "starts_on": "2020-01-01", "ends_on": "2024-01-01"}
    assert pages.status(pages.browser(appointed(body.superior)), address, **typed) == 404
    assert pages.status(pages.browser(appointed(body)), address, **typed) == 303
