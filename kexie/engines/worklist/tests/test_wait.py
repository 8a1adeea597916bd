"""Something waits until a deed elsewhere closes it, for those who may do it and nobody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kexie.core import clock
from kexie.engines.worklist import actions
from kexie.engines.worklist.models import Obligation
from kexie.engines.worklist.rules import Many
from kexie.engines.worklist.tests.factories import BY, KIND, PERMISSION, told, waits
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-02")]
DUE = date(2030, 1, 2)


def test_it_waits_for_those_whose_role_may_do_it_where_they_work() -> None:
    body = bodies.body()
    own, viewer, superior = appointed(body), appointed(body, Role.VIEWER), appointed(body.superior)
    waits(body, due=DUE, why="电话有误")
    (line,) = told(own, body)
    assert (line.what, line.why, line.due, line.organisation, line.area) == (
        "请修改后公开",
        "电话有误",
        DUE,
        body.pk,
        "directory",
    )
    assert line.since == clock.today()
    assert told(viewer, body) == []
    assert body.superior is not None
    assert told(superior, body.superior) == []


def test_the_same_waits_for_many_new_things_each_in_its_organisation() -> None:
    places = [bodies.body() for _ in range(3)]
    given: dict[str, Any] = {"what": "完成自评", "permission": PERMISSION, "is_owed": True, "by": BY}
    with CaptureQueriesContext(connection) as asked:
        actions.wait_each(KIND, ((place, place, f"/page/{place.code}/", DUE) for place in places), **given)
    assert sum("INSERT" in one["sql"] for one in asked) == 1
    for place in places:
        (line,) = told(appointed(place), place)
        assert (line.what, line.url, line.due) == ("完成自评", f"/page/{place.code}/", DUE)
    above = places[0].superior
    assert above is not None
    assert Obligation.objects.owed().under(above).count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.wait_each(KIND, [(places[0], places[0], "/page/", DUE)], **given)
    with pytest.raises(ValueError, match="not a path"):
        actions.wait_each(KIND, [(places[0], places[0], "//example.com", DUE)], **given)


def test_it_waits_for_one_person_whatever_the_roles() -> None:
    one, other, body = persons.person(), persons.person(), bodies.body()
    waits(body, organisation=None, permission="", person=one)
    assert [line.organisation for line in told(one)] == [0]
    assert told(other) == []


def test_somebody_kept_apart_is_not_told_although_the_role_would_do() -> None:
    body = bodies.body()
    applicant, other = appointed(body), appointed(body)
    waits(body, apart=applicant)
    assert told(applicant, body) == []
    assert len(told(other, body)) == 1


def test_the_deed_closes_it_and_says_who_did_it() -> None:
    body = bodies.body()
    person = appointed(body)
    waits(body)
    assert actions.close(KIND, body, by=actor(person)) == 1
    assert told(person, body) == []
    row = Obligation.objects.get()
    assert (row.closed_by, row.closed_at is not None) == (person, True)
    assert actions.close(KIND, body, by=actor(person)) == 0


def test_closing_one_leaves_what_else_waits() -> None:
    body, other = bodies.body(), bodies.body()
    waits(body)
    kept = [waits(other), waits(body, kind="directory.change")]
    waits(body, organisation=other, permission="directory.change")
    assert actions.close(KIND, body, organisation=body, by=BY) == 1
    assert Obligation.objects.open().count() == 3
    assert actions.close(KIND, body, by=BY) == 1
    assert set(Obligation.objects.open()) == set(kept)


def test_a_repeat_writes_it_anew_and_keeps_since_when() -> None:
    body = bodies.body()
    with clock.held(clock.now() - timedelta(days=9)):
        first = waits(body, due=DUE)
    Obligation.objects.update(reminded_at=clock.now())
    again = waits(body, what="还是请修改", due=DUE + timedelta(days=1))
    assert (again.pk, again.since, again.what, again.reminded_at) == (first.pk, first.since, "还是请修改", None)
    assert Obligation.objects.count() == 1


def test_after_it_was_closed_it_waits_again_as_a_new_one() -> None:
    body = bodies.body()
    waits(body)
    actions.close(KIND, body, by=BY)
    waits(body)
    assert (Obligation.objects.count(), Obligation.objects.open().count()) == (2, 1)


def test_the_database_lets_one_be_open() -> None:
    row = waits(bodies.body())
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_one_that_waits_for_nobody_or_for_two_is_refused() -> None:
    body, person = bodies.body(), persons.person()
    for wrong in ({"organisation": None, "permission": ""}, {"person": person}, {"permission": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            waits(body, **wrong)


def test_an_action_that_is_undone_lets_nothing_wait() -> None:
    body = bodies.body()
    with transaction.atomic():
        waits(body)
        transaction.set_rollback(True)
    assert not Obligation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_open_one() -> None:
    body = bodies.body()

    def run(_: int) -> int:
        try:
            return waits(body).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(run, range(8)))) == 1


def test_many_of_a_kind_are_one_line_and_others_are_not() -> None:
    body = bodies.body()
    person = appointed(body)
    for number in range(5):
        waits(bodies.body(), what=f"第{number}件", organisation=body)
    assert len(told(person, body)) == 5  # a kind that declares no words for many
    for number in range(5):
        waits(bodies.body(), what=f"第{number}件", organisation=body, kind="directory.complete_task")
    lines = [line.what for line in told(person, body)]
    assert (len(lines), "5 项商定的任务等待完成" in lines) == (6, True)
    with pytest.raises(ValueError, match="许多"):
        Many("许多", "directory:manage")


@pytest.mark.spec("PRF-12")
def test_three_cost_as_many_queries_as_one() -> None:
    body = bodies.body()
    person = appointed(body)
    who = person
    waits(body)
    told(who, body)
    with CaptureQueriesContext(connection) as one:
        told(who, body)
    for _ in range(2):
        waits(bodies.body(), organisation=body)
    with CaptureQueriesContext(connection) as three:
        assert len(told(who, body)) == 3
    assert len(three) == len(one)
