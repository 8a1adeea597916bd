"""The desk of an association for changes and ends."""

from datetime import timedelta

import pytest

from kexie.areas.directory.tests import reading
from kexie.areas.standing.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-11")]


def shown(place: Organisation, query: str = "") -> str:
    browser = pages.browser(appointed(place, Role.REVIEWER))
    return reading.words(browser.get(f"/organisations/{place.code}/petitions/{query}").text)


def test_who_waits_longest_comes_first_and_what_is_overdue_is_marked() -> None:
    with clock.held(clock.now() - timedelta(days=60)):
        factories.applied("end", body=bodies.body("430603", name="甲科协"))
    factories.applied(body=bodies.body("430603", name="乙科协"))
    factories.returned(factories.applied(body=bodies.body("430603", name="丙科协")))
    factories.applied("address", body=bodies.body("430603", name="丁科协"))
    county = bodies.association("430603")
    page = shown(county)
    assert page.index("甲科协") < page.index("已超期") < page.index("乙科协")
    assert "丙科协" not in page
    assert "丙科协" in shown(county, "?state=returned")
    assert "丁科协" in shown(county, "?state=ended")
    assert "甲科协" in shown(county, "?state=x&after=zzz")
    assert "这里没有申请" in shown(bodies.association("430611"))
