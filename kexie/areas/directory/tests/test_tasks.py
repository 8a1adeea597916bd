"""What the members of a federation agreed to do."""

from datetime import date

import pytest

from kexie.areas.directory.tests import staff
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-14")]


def test_open_ones_first_and_results_beside_the_done() -> None:
    body = factories.body(kind="federation")
    done = actions.agree_task(body, title="旧任务", agreed_on=date(2026, 5, 1), by=factories.BY)
    actions.complete_task(done, done_on=date(2026, 6, 1), result="办成了", by=factories.BY)
    actions.agree_task(body, title="新任务", agreed_on=date(2026, 1, 1), by=factories.BY)
    html = pages.browser(appointed(body)).get(f"/organisations/{body.code}/tasks/").text
    assert html.index("新任务") < html.index("旧任务")
    assert "办成了" in html
    assert html.count("/complete_task/") == 1


@pytest.mark.spec("SCP-05")
def test_only_own_staff_and_those_above_reach_it() -> None:
    body, other = factories.body(kind="federation"), factories.body()
    staff.assert_reached(f"/organisations/{body.code}/tasks/", body, staff.Cast.around(body), "own", "viewer", "parent")
    assert pages.browser(appointed(other)).get(f"/organisations/{other.code}/tasks/").status_code == 404
