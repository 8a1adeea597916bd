"""An item is taken out of a draft."""

import pytest

from kexie.areas.evaluations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_it_is_gone_and_the_others_stay() -> None:
    row = factories.sheet()
    item = row.criteria.get(label="场所")
    browser = pages.browser(factories.staff(row.organisation))
    address = f"/sheets/{row.code}/remove_criterion/{item.pk}/"
    assert "场所" in browser.get(address).text
    assert pages.status(browser, address, seen=row.revision) == 303
    assert list(row.criteria.values_list("label", flat=True)) == ["会议", "在册", "服务"]
