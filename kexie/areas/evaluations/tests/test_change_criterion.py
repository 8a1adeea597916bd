"""An item of a draft is corrected."""

import pytest

from kexie.areas.evaluations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_an_automatic_item_that_is_scored_by_people_now_loses_its_formula() -> None:
    row = factories.sheet()
    item = row.criteria.get(label="在册")
    browser = pages.browser(factories.staff(row.organisation))
    address = f"/sheets/{row.code}/change_criterion/{item.pk}/"
    assert "2 20" in browser.get(address).text
    typed = {"heading": "会员", "label": "在册", "kind": "scored", "weight": "20", "measure": item.measure}
    assert pages.status(browser, address, seen=row.revision, **typed, steps="1 5") == 303
    item.refresh_from_db()
    assert (item.kind, item.measure, item.steps) == ("scored", "", [])
    other = factories.sheet().criteria.all()[0]
    assert pages.status(browser, f"/sheets/{row.code}/change_criterion/{other.pk}/", seen=1, **typed) == 404
