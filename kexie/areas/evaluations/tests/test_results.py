"""The list of all evaluations by a sheet."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.areas.evaluations.models import Evaluation
from kexie.areas.evaluations.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_it_is_filtered_sorted_and_costs_the_same_for_one_and_for_many() -> None:
    made = [bodies.body(factories.COUNTY, name=f"{name}公司科协") for name in ("甲", "乙", "丙")]
    sheet = factories.published()
    first = factories.reviewed(factories.evaluation(made[0], sheet))
    browser, address = pages.browser(factories.staff(sheet.organisation)), f"/sheets/{sheet.code}/results/"
    page = browser.get(address).text
    assert page.index("甲公司") < page.index("丙公司")
    assert "待自评<span" in page
    for query, shown, hidden in (
        ("stage=reviewed", "甲公司", "乙公司"),
        ("q=乙", "乙公司", "甲公司"),
        ("sort=name&stage=filling", "丙公司", "甲公司"),
    ):
        html = browser.get(f"{address}?{query}").text
        assert (shown in html, hidden in html) == (True, False), query
    with CaptureQueriesContext(connection) as few:
        browser.get(f"{address}?q=甲")
    with CaptureQueriesContext(connection) as many:
        browser.get(address)
    assert len(many) <= len(few)
    assert first.total == Evaluation.objects.get(pk=first.pk).total
