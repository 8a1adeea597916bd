"""A body's years; where the charter has no dues the page says so with the article."""

import pytest

from kexie.areas.charters.rules.choices import Dues
from kexie.areas.dues.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_years_are_listed_and_a_charter_without_dues_says_so() -> None:
    year = factories.year()
    browser = pages.browser(appointed(year.organisation, Role.FINANCE))
    shown = browser.get(f"/organisations/{year.organisation.code}/dues/years/").text
    assert (f"{year.year} 年度" in shown, "大会通过后执行" in shown, "设立年度" in shown) == (True, True, True)
    body = factories.body(Dues.NONE)
    page = f"/organisations/{body.code}/dues/years/"
    shown = pages.browser(appointed(body, Role.FINANCE)).get(page).text
    assert ("第二十一条" in shown, "add_year" in shown) == (True, False)
    assert pages.browser(appointed(body, Role.REVIEWER)).get(page).status_code == 404
