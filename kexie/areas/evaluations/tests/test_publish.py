"""A sheet is fixed and reaches the bodies it is for, no others."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.areas.evaluations import actions, tasks
from kexie.areas.evaluations.models import Evaluation, Sheet
from kexie.areas.evaluations.rules import sheets
from kexie.areas.evaluations.tests import factories
from kexie.core import clock
from kexie.engines.jobs.models import Job
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def send(row: Sheet) -> tuple[int, str]:
    row.refresh_from_db()
    browser = pages.browser(factories.staff(row.organisation))
    answer = pages.send(browser, f"/sheets/{row.code}/publish/", seen=row.revision)
    return answer.status_code, answer.text


def test_it_reaches_founded_bodies_of_its_kinds_directly_below_and_tells_them() -> None:
    body = bodies.body(factories.COUNTY)
    closed = bodies.body(factories.COUNTY)
    organisations.close(closed, closed_on=clock.today(), by=bodies.BY)
    bodies.body(factories.COUNTY, status="preparing")
    bodies.body(factories.COUNTY, kind="workstation")
    bodies.body("430611")
    secretary = appointed(body, Role.SECRETARY)
    assert body.superior is not None
    row = factories.sheet(body.superior)
    assert send(row)[0] == 303
    reached = Evaluation.objects.get(sheet=row)
    assert (reached.body, reached.scores.count(), reached.due) == (body, 4, row.self_due)
    assert any("发布了" in title for title in titles(secretary))
    assert [one.due for one in body.obligations.owed()] == [row.self_due], "those above see the same day"
    (waiting,) = todo(actor(secretary), [body])
    assert (waiting.due, waiting.url) == (row.self_due, f"/evaluations/{reached.code}/")
    clerk = factories.staff(body.superior)
    assert [one.what for one in todo(actor(clerk), [body.superior])] == [f"评审“{row.title}”"]


def test_a_whole_territory_is_reached_where_it_is_chosen() -> None:
    bodies.body(factories.COUNTY)
    bodies.body("430611")
    bodies.body("430102")
    city = bodies.association("430600")
    row = factories.sheet(city, is_direct=False)
    assert send(row)[0] == 303
    assert row.evaluations.count() == 2


def test_without_a_hundred_points_days_or_bodies_nothing_is_published() -> None:
    row = factories.sheet()
    clerk = factories.by(factories.staff(row.organisation))
    assert "没有这些类型的组织" in send(row)[1]
    bodies.body(factories.COUNTY)
    row.refresh_from_db()
    actions.remove_criterion(row.criteria.get(label="场所"), seen=row.revision, by=clerk)
    assert "现在是 90.5 分，还差 9.5 分" in send(row)[1]
    factories.set_(row, self_due=None)
    assert "自评期限和评审期限" in send(row)[1]
    factories.set_(row, self_due=clock.today() - timedelta(days=1))
    assert "已经过了" in send(row)[1]
    row.refresh_from_db()
    assert (row.state, row.evaluations.count()) == ("draft", 0)


def test_many_bodies_are_reached_in_the_background_and_a_repeat_reaches_nobody_twice() -> None:
    for _ in range(3):
        bodies.body(factories.COUNTY)
    row = factories.sheet()
    settled, sheets.AT_ONCE = sheets.AT_ONCE, 2
    try:
        assert send(row)[0] == 303
    finally:
        sheets.AT_ONCE = settled
    assert row.evaluations.count() == 0
    job = Job.objects.latest("id")
    with CaptureQueriesContext(connection) as asked:
        tasks.send(number=job.pk)
    assert sum("INSERT" in one["sql"] for one in asked) < 12, "as many as for one body"
    job.refresh_from_db()
    assert (job.state, job.message, row.evaluations.count()) == ("done", "已发给 3 个组织。", 3)
    actions.sending.reach(row, [one.body for one in row.evaluations.all()], by=bodies.BY)
    assert row.evaluations.count() == 3
