"""Everybody on the roll at a day owes, each once."""

from datetime import timedelta

import pytest

from kexie.areas.dues import actions, tasks
from kexie.areas.dues.models import Due
from kexie.areas.dues.tests import factories
from kexie.areas.membership import actions as membership
from kexie.areas.membership.tests import factories as members
from kexie.core import clock
from kexie.core.tests.threads import at_once
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_who_is_on_the_roll_at_the_day_and_a_repeat_adds_the_missing() -> None:
    body, today = factories.body(), clock.today()
    stays, retired, later = (members.member(body) for _ in range(3))
    left, gone_before = (members.member(body) for _ in range(2))
    retired = membership.retire(retired, seen=retired.revision, retired_on=today, by=members.BY)
    membership.depart(left, seen=left.revision, departed_on=today, by=members.BY)
    membership.depart(gone_before, seen=gone_before.revision, departed_on=today - timedelta(days=1), by=members.BY)
    year = factories.year(body)
    factories.rate(year, groups=["technical", "managerial", "skilled"])
    factories.rate(year, name="退休", amount=0, groups=["retired"])
    members.member()  # of another body
    yesterday = today - timedelta(days=1)
    if yesterday.year != year.year:
        yesterday = today
    browser = pages.browser(appointed(body, Role.FINANCE))
    year.refresh_from_db()
    answer = pages.send(browser, f"/dues/{year.code}/roll/", seen=year.revision, on=str(yesterday))
    assert answer.status_code == 303
    tasks.roll(number=Job.objects.latest("id").pk)
    owed = dict(Due.objects.values_list("member", "rate__name"))
    assert owed == {stays.pk: "普通会员", left.pk: "普通会员", later.pk: "普通会员", retired.pk: "退休"}
    factories.paid(Due.objects.get(member=stays))
    new = members.member(body)
    assert "新列入 1 名" in factories.roll(year).message
    assert Due.objects.get(member=new).number == new.number
    assert Due.objects.get(member=stays).paid == factories.OWED


def test_without_a_rate_or_for_a_day_to_come_there_is_no_roll() -> None:
    year = factories.year()
    browser, page = pages.browser(appointed(year.organisation, Role.FINANCE)), f"/dues/{year.code}/roll/"
    day = clock.today()
    assert "请先填写会费标准" in pages.send(browser, page, seen=year.revision, on=str(day)).text
    assert "晚于今天" in pages.send(browser, page, seen=year.revision, on=str(day + timedelta(days=1))).text


@pytest.mark.django_db(transaction=True)
def test_two_rolls_at_once_list_everybody_once() -> None:
    body = factories.body()
    for _ in range(5):
        members.member(body)
    rate = factories.rate(factories.year(body))
    rate.year.refresh_from_db()
    seen = rate.year.revision
    jobs = [
        actions.roll(rate.year, seen=seen + place, on=clock.today(), by=factories.clerk(body)) for place in range(2)
    ]
    at_once(*(lambda number=job.pk: tasks.roll(number=number) for job in jobs))
    assert Due.objects.count() == 5
    assert {job.state for job in Job.objects.filter(task="dues.roll")} == {State.DONE}
    assert min(job.message for job in Job.objects.filter(task="dues.roll")).startswith("新列入 0")
