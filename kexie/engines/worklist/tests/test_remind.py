"""Whoever lets something wait is reminded before it is due and when it is overdue, once each."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from kexie.core import clock
from kexie.engines.notices.models import Announcement
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist import actions
from kexie.engines.worklist.models import Obligation
from kexie.engines.worklist.tests.factories import BY, KIND, waits
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-02"), pytest.mark.spec("NOT-01")]
DAY = timedelta(days=1)


def test_before_and_after_it_is_due_once_each() -> None:
    body = bodies.body()
    person, viewer = appointed(body), appointed(body, Role.VIEWER)
    now = clock.now()
    waits(body, due=now.date() + 5 * DAY)
    expected = {1: 0, 2: 1, 3: 0, 5: 0, 6: 1, 7: 0, 30: 0}
    for days, number in expected.items():
        with clock.held(now + days * DAY):
            assert actions.remind(by=BY) == number, days
    assert titles(person) == ["已超过期限：请修改后公开", "快到期限：请修改后公开"]
    assert titles(viewer) == []


def test_what_was_done_or_is_never_due_is_not_reminded_of() -> None:
    body, other = bodies.body(), bodies.body()
    waits(body, due=clock.today())
    waits(other)
    actions.close(KIND, body, by=BY)
    assert actions.remind(by=BY) == 0


def test_one_person_is_reminded_too() -> None:
    person = persons.person()
    waits(bodies.body(), organisation=None, permission="", person=person, due=clock.today())
    actions.remind(by=BY)
    assert titles(person) == ["快到期限：请修改后公开"]


def test_many_of_a_kind_in_one_organisation_are_one_notice() -> None:
    body = bodies.body()
    person = appointed(body)
    for _ in range(4):
        waits(bodies.body(), organisation=body, due=clock.today() - DAY)
    assert actions.remind(by=BY) == 4
    assert titles(person) == ["4 件待办已超过期限"]


def test_another_day_is_reminded_of_anew() -> None:
    body = bodies.body()
    person = appointed(body)
    waits(body, due=clock.today())
    actions.remind(by=BY)
    waits(body, due=clock.today() + DAY)
    actions.remind(by=BY)
    assert len(titles(person)) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.spec("REL-06")
def test_two_workers_at_once_remind_once() -> None:
    for _ in range(10):
        waits(bodies.body(), due=clock.today())

    def run(_: int) -> int:
        try:
            return actions.remind(by=BY)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(run, range(3))) == 10
    assert Announcement.objects.count() == 10


def test_what_was_closed_long_ago_goes() -> None:
    waits(bodies.body())
    Obligation.objects.update(closed_at=clock.now() - 729 * DAY)
    assert actions.prune() == 0
    Obligation.objects.update(closed_at=clock.now() - 731 * DAY)
    assert actions.prune() == 1
