"""A relation is ended from either side and stays as history."""

from datetime import date

import pytest

from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-05b")]


@pytest.mark.parametrize("at", [0, 1])
def test_either_side_ends_it(at: int) -> None:
    sides = (factories.body(), factories.body("320113"))
    relation = actions.relate(*sides, edge=rules.Edge.GUIDED_BY, since=date(2020, 1, 1), by=factories.BY)
    browser = pages.browser(appointed(sides[at]))
    address = f"/organisations/{sides[at].code}/links/{relation.pk}/unrelate/"
    assert pages.status(browser, address, until="2020-01-01") == 422
    assert pages.status(browser, address, until="2024-01-01") == 303
    relation.refresh_from_db()
    assert relation.period.upper == date(2024, 1, 1)
    assert pages.status(browser, address, until="2024-01-02") == 404
    assert titles(appointed(sides[1 - at])) == [f"与{sides[at].called}的关系已结束登记"]


@pytest.mark.spec("SEC-01")
def test_a_third_body_does_not() -> None:
    one, two, third = factories.body(), factories.body(), factories.body()
    relation = actions.relate(one, two, edge=rules.Edge.GUIDED_BY, by=factories.BY)
    browser = pages.browser(appointed(third))
    for code in (one.code, third.code):
        assert pages.status(browser, f"/organisations/{code}/links/{relation.pk}/unrelate/", until="2026-01-01") == 404
