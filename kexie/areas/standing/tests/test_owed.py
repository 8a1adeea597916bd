"""What the bodies of a place owe, the soonest first (EST-14, EST-19)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.areas.directory.tests import reading
from kexie.areas.standing import actions
from kexie.areas.standing.tests import factories
from kexie.core import clock
from kexie.engines.worklist import actions as worklist
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-19")]


def shown(place: Organisation, query: str = "") -> str:
    browser = pages.browser(appointed(place, Role.REVIEWER))
    return reading.words(browser.get(f"/organisations/{place.code}/owed/{query}").text)


def test_the_soonest_comes_first_and_other_places_are_left_out() -> None:
    today = clock.today()
    late = factories.in_term(today - timedelta(days=3), name="甲科协").organisation
    near = factories.in_term(today + timedelta(days=20), name="乙科协").organisation
    factories.in_term(today, body=bodies.body("430102", name="丙科协"))
    actions.remind(by=BY)
    factories.renewed(bodies.body("430603", name="丁科协"), number=1)
    worklist.wait(
        "membership.accept",
        near,
        what="审核某申请人的入会申请",
        link="/x/",
        organisation=near,
        permission="x.y",
        due=today,
        by=BY,
    )
    county, city = bodies.association("430603"), bodies.association("430600")
    for place in (county, city):
        page = shown(place)
        assert page.index(late.name) < page.index(near.name) < page.index("丁科协")
        assert "丙科协" not in page
        assert "某申请人" not in page
    assert "乙科协" not in shown(county, "?state=late")
    assert "甲科协" in shown(county, "?state=late&kind=standing.renew")
    assert "甲科协" not in shown(county, "?kind=report")
    assert "共 3 项" in shown(county, "?state=nothing&kind=x&after=zzz")


def test_what_moved_is_seen_in_its_new_place() -> None:
    body = factories.in_term(clock.today()).organisation
    actions.remind(by=BY)
    other = bodies.association("430611")
    fresh = Organisation.objects.get(pk=body.pk)
    region = other.region
    organisations.move(fresh, superior=other, region=region, seen=fresh.revision, by=BY)
    assert body.name not in shown(bodies.association("430603"))
    assert body.name in shown(other)


def test_a_page_costs_the_same_for_many() -> None:
    county = bodies.association("430603")
    browser = pages.browser(appointed(county, Role.REVIEWER))
    costs = []
    browser.get(f"/organisations/{county.code}/owed/")
    for _ in range(2):
        for _ in range(3):
            factories.in_term(clock.today())
        actions.remind(by=BY)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(f"/organisations/{county.code}/owed/")
        costs.append(len(asked))
    assert costs[0] == costs[1]
