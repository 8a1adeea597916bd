"""What associations left over their time limits is shown to them and to those above."""

from datetime import timedelta

import pytest

from kexie.areas.establishment import queries
from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-07")]


def late() -> Case:
    now = clock.now()
    with clock.held(now - timedelta(days=60)):
        return factories.submitted()


def listed(body: Organisation) -> str:
    reviewer = appointed(body, Role.REVIEWER)
    return pages.browser(reviewer).get(f"/organisations/{body.code}/establishment/overdue/").text


def test_the_superior_sees_what_is_overdue_below() -> None:
    case, fresh = late(), factories.submitted()
    for body in (case.organisation, factories.over(case), bodies.association("430000")):
        page = listed(body)
        assert (case.body.name in page, fresh.body.name in page) == (True, False)
    assert case.body.name not in listed(bodies.association("430611"))


def test_the_superior_is_told_among_what_waits_the_desk_by_its_own_duty() -> None:
    case = late()
    city = factories.over(case)
    (told,) = queries.todo(actor(appointed(city)), [city])
    assert told.what == "下级科协有 1 件设立申请超过审核期限"
    assert not list(queries.todo(actor(factories.reviewer(case)), [case.organisation]))


def test_on_the_last_day_it_is_not_overdue() -> None:
    case = factories.submitted()
    with clock.held(clock.now() + factories.days_to(case.due)):
        assert case.body.name not in listed(case.organisation)
    with clock.held(clock.now() + factories.days_to(case.due) + timedelta(days=1)):
        assert case.body.name in listed(case.organisation)
