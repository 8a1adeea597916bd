"""How many bodies are at which step, and how many days steps take, place by place."""

from datetime import timedelta

import pytest

from kexie.areas.establishment import actions, queries
from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-17")]


def of(body: Organisation) -> dict[str, object]:
    found = queries.numbers(Case.objects.all(), Organisation.objects.all(), body)
    return {label: number for label, number in [*found["stages"], *found["averages"]] if number}


def test_steps_are_counted_and_their_days_averaged_without_what_lies_elsewhere() -> None:
    now = clock.now()
    with clock.held(now - timedelta(days=10)):
        case, other = factories.submitted(), factories.submitted()
    for one, days in ((case, 2), (other, 5)):
        with clock.held(now - timedelta(days=10 - days)):
            factories.approved(one)
    factories.founded()
    factories.founded(factories.enterprise("430611"))
    county, city = case.organisation, factories.over(case)
    assert of(county) == {"筹备中": 1, "已批复，待成立": 2, "审核": "3.5"}
    assert of(city)["筹备中"] == 2
    page = pages.browser(appointed(city, Role.REVIEWER)).get(f"/organisations/{city.code}/establishment/numbers/").text
    assert "3.5" in page
    assert county.called in page


def test_the_days_of_a_returned_case_are_the_groups() -> None:
    now = clock.now()
    with clock.held(now - timedelta(days=10)):
        case = factories.submitted()
    with clock.held(now - timedelta(days=9)):
        case = factories.returned(case)
    by = factories.by(case.applicant)
    actions.upload(case.materials.get(key="charter"), file=factories.upload(), seen=case.revision, by=by)
    case.refresh_from_db()
    with clock.held(now - timedelta(days=5)):
        case = actions.submit(case, seen=case.revision, by=by)
    assert (case.reviewing_took, case.preparing_took) == (timedelta(days=1), timedelta(days=4))


def test_a_place_without_any_shows_none() -> None:
    assert of(bodies.association("430603")) == {}
