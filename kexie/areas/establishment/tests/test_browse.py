"""The review desk of an association: four queues, states, counts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.areas.establishment.tests import factories
from kexie.areas.registrations.tests.factories import registration
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-07"), pytest.mark.spec("EST-17")]


def html(body: Organisation, person: Person, query: str = "") -> str:
    answer = pages.browser(person).get(f"/organisations/{body.code}/establishment/{query}")
    assert answer.status_code == 200
    return answer.text


def test_the_queues_hold_their_kinds_with_counts() -> None:
    one = factories.submitted()
    park = bodies.body("430603", kind="park", name="云溪产业园")
    two = factories.submitted(factories.founded(park))
    reviewer = factories.reviewer(one)
    enterprises, parks = html(one.organisation, reviewer), html(one.organisation, reviewer, "?queue=park")
    assert (one.body.name in enterprises, two.body.name in enterprises) == (True, False)
    assert (one.body.name in parks, two.body.name in parks) == (False, True)
    for label in ("学会审核", "企业科协审核", "园区科协审核", "联合会、联合体审核"):
        assert label in enterprises
    assert enterprises.count('<span class="k-tabs-count">1</span>') == 2


def test_states_are_apart() -> None:
    made = {
        "waiting": factories.submitted(),
        "returned": factories.returned(),
        "preparing": factories.founded(),
        "approved": factories.approved(),
        "unreported": factories.established(),
    }
    body = made["waiting"].organisation
    reviewer = appointed(body, Role.REVIEWER)
    for state, case in made.items():
        page = html(body, reviewer, f"?queue=enterprise&state={state}")
        assert {one.body.name for one in made.values() if one.body.name in page} == {case.body.name}


def test_registrations_are_pointed_at() -> None:
    row = registration(kind="society", name="云溪化工学会")
    assert "1 件单位注册等待审核" in html(row.organisation, appointed(row.organisation), "?queue=society")


def test_more_rows_take_no_more_queries() -> None:
    case = factories.submitted()
    browser = pages.browser(factories.reviewer(case))
    counts = []
    browser.get(f"/organisations/{case.organisation.code}/establishment/")  # fills what is kept in memory
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/organisations/{case.organisation.code}/establishment/?queue=enterprise")
        counts.append(len(asked))
        factories.submitted()
        factories.submitted()
    assert counts[0] == counts[1]
