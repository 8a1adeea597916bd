"""A term of office ends earlier or later than was thought."""

from datetime import date

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-07")]


def test_it_is_put_off_and_an_old_page_is_told() -> None:
    body = factories.body()
    term = actions.add_term(body, number=1, starts_on=date(2020, 1, 1), ends_on=date(2025, 1, 1), by=factories.BY)
    address = f"/organisations/{body.code}/terms/{term.pk}/change_term/"
    browser = pages.browser(appointed(body))
    assert pages.status(browser, address, seen=0, starts_on="2020-01-01", ends_on="2026-01-01") == 303
    term.refresh_from_db()
    assert term.period.upper == date(2026, 1, 1)
    answer = pages.send(browser, address, seen=0, starts_on="2020-01-01", ends_on="2027-01-01")
    assert answer.status_code == 409
    assert "现在的内容：2026-01-01" in answer.text
    assert pages.status(browser, address, seen=1, starts_on="2020-01-01", ends_on="2020-01-01") == 422
