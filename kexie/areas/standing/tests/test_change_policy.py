"""An association sets which changes of its bodies it reviews; what is open is inherited."""

import pytest

from kexie.areas.standing import actions
from kexie.areas.standing.models import Policy
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-11")]


def test_what_is_set_and_what_is_left_open() -> None:
    city, county = bodies.association("430600"), bodies.association("430603")
    actions.change_policy(city, reviewed=["address"], days=7, seen=0, by=BY)
    browser, address = pages.browser(appointed(county)), f"/organisations/{county.code}/change_policy/"
    page = browser.get(address).text
    assert f"沿用{city.called}的设定（地址）" in page
    assert "7 个工作日" in page
    assert pages.status(browser, address, seen=0, is_own="on", reviewed=["name"], days="") == 303
    row = Policy.objects.get(organisation=county)
    assert (row.reviewed, row.days) == (["name"], None)
    assert pages.status(browser, address, seen=1, reviewed=["name"], days="61") == 422
    assert pages.status(browser, address, seen=1, is_own="on", reviewed=["superior"]) == 422
    assert pages.status(browser, address, seen=1, reviewed=["name"], days="60") == 303
    row.refresh_from_db()
    assert (row.reviewed, row.days) == (None, 60)
