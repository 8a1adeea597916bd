"""Long work is done once, tells how far it is, and ends in words whatever happens."""

import logging
from collections.abc import Callable
from threading import Event, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from procrastinate.contrib.django import app
from procrastinate.jobs import Job as ProcrastinateJob

from kexie.engines.jobs import actions, rules
from kexie.engines.jobs.actions import Faulty, Work, running
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.jobs.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, actor, appointed, appointment_of
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests.factories import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every step be told."""
    monkeypatch.setattr(rules, "BEAT", 0)


@pytest.fixture
def owner() -> Person:
    return person()


def seen(job: Job) -> tuple[str, int, int | None]:
    now = Job.objects.get(pk=job.pk)
    return now.state, now.done, now.of


def elsewhere(job: Job) -> list[tuple[str, int, int | None]]:
    """What another connection sees meanwhile."""
    found: list[tuple[str, int, int | None]] = []

    def look() -> None:
        found.append(seen(job))
        connection.close()

    thread = Thread(target=look)
    thread.start()
    thread.join()
    return found


def test_progress_is_seen_while_the_work_is_not_committed(owner: Person) -> None:
    job = factories.job(owner)
    with running(job.pk) as work, transaction.atomic():
        assert work.given == {"step": 1}
        work.advance(3, of=10)
        assert elsewhere(job) == [(State.RUNNING, 3, 10)]
    assert seen(job) == (State.DONE, 10, 10)


def test_every_row_is_counted(owner: Person) -> None:
    job = factories.job(owner)
    with running(job.pk) as work:
        assert list(work.through("abc", of=3)) == ["a", "b", "c"]
    assert seen(job) == (State.DONE, 3, 3)
    assert Job.objects.get().given == {}


def test_it_is_written_at_most_twice_a_second(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "BEAT", 0.5)
    job = factories.job(owner)
    with running(job.pk) as work:
        for number in range(1_000):
            work.advance(number)
        assert seen(job)[1] == 0
    assert seen(job)[1] == 999


@pytest.mark.spec("NOT-01")
def test_the_owner_is_told_once(owner: Person) -> None:
    job = factories.job(owner, title="名单导出")
    for _ in range(2):
        with running(job.pk) as work:
            work.finish("共 3 个组织。")
    told = Announcement.objects.get()
    assert (told.title, told.text, told.people) == ("名单导出：已完成", "共 3 个组织。", [owner.pk])
    assert told.link == f"/jobs/{job.code}/"


def fails(error: Exception) -> Callable[[Work], None]:
    def do(work: Work) -> None:
        with transaction.atomic():
            bodies.national()
            raise error

    return do


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValidationError(["第一句。", "第二句。"]), "第一句。\n第二句。"),
        (ValidationError({"name": "名称不对。"}), "名称不对。"),
        (RuntimeError("secret internals"), rules.UNFORESEEN),
    ],
)
def test_a_failure_is_a_sentence(owner: Person, error: Exception, words: str, caplog: pytest.LogCaptureFixture) -> None:
    job = factories.job(owner)
    with running(job.pk) as work:
        fails(error)(work)
    now = Job.objects.get(pk=job.pk)
    assert (now.state, now.message) == (State.FAILED, words)
    assert ("secret internals" in caplog.text) == isinstance(error, RuntimeError)
    assert not Organisation.objects.exists()


def test_faults_are_kept_up_to_fifty(owner: Person) -> None:
    job = factories.job(owner)
    with running(job.pk):
        raise Faulty("有 60 处要更正。", [(number, "名称", "没有填写。") for number in range(60)])
    now = Job.objects.get(pk=job.pk)
    assert (now.state, now.message, len(now.faults), now.more_faults) == (State.FAILED, "有 60 处要更正。", 50, 10)
    assert now.faults[0] == [0, "名称", "没有填写。"]


def test_cancelling_undoes_what_was_done(owner: Person) -> None:
    job = factories.job(owner)
    with running(job.pk) as work, transaction.atomic():
        bodies.national()
        cancel_elsewhere(job, owner)
        work.advance(1)
        raise AssertionError("went on")
    assert seen(job)[0] == State.CANCELLED
    assert not Organisation.objects.exists()


def cancel_elsewhere(job: Job, owner: Person) -> None:
    def ask() -> None:
        actions.cancel(Job.objects.get(pk=job.pk), by=actor(owner))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()


@pytest.mark.spec("REL-01")
def test_what_was_cancelled_before_its_end_does_not_come_true(owner: Person) -> None:
    job = factories.job(owner)
    with running(job.pk) as work, transaction.atomic():
        bodies.national()
        cancel_elsewhere(job, owner)
        work.finish("做完了")
    assert seen(job)[0] == State.CANCELLED
    assert not Organisation.objects.exists()


def test_cancelled_while_it_waited_it_never_begins(owner: Person) -> None:
    job = factories.job(owner)
    actions.cancel(job, by=actor(owner))
    assert done(job) == 0
    assert seen(job)[0] == State.CANCELLED


def done(job: Job) -> int:
    """How often the work was begun."""
    begun = 0
    with running(job.pk) as work:
        assert work.given
        begun += 1
    return begun


@pytest.mark.spec("REL-01")
def test_a_repeat_does_nothing(owner: Person) -> None:
    job = factories.job(owner)
    assert [done(job), done(job)] == [1, 0]


@pytest.mark.spec("REL-01")
def test_a_second_worker_stops(owner: Person) -> None:
    job = factories.job(owner)
    inside, second_left = Event(), Event()
    begun: list[int] = []

    def first() -> None:
        with running(job.pk) as work:
            begun.append(1)
            inside.set()
            assert second_left.wait(20)
            work.advance(7)
        connection.close()

    thread = Thread(target=first)
    thread.start()
    assert inside.wait(20)
    assert done(job) == 0
    second_left.set()
    thread.join()
    assert begun == [1]
    assert seen(job) == (State.DONE, 7, 7)


@pytest.mark.spec("REL-01")
def test_a_worker_that_lost_the_job_changes_nothing(owner: Person) -> None:
    job = factories.job(owner)
    with running(job.pk) as work, transaction.atomic():
        bodies.national()
        Job.objects.filter(pk=job.pk).update(attempts=2)  # as another worker takes it, after this one was given up
        work.finish()
    assert not Organisation.objects.exists()
    assert seen(job)[0] == State.RUNNING


@pytest.mark.spec("REL-07")
def test_the_worker_tries_again_what_a_lost_database_interrupted() -> None:
    strategy = app.tasks["directory.export"].retry_strategy
    assert strategy

    def is_begun_again(error: Exception, attempts: int) -> bool:
        queued = ProcrastinateJob(id=1, queue="jobs", lock=None, queueing_lock=None, task_name="", attempts=attempts)
        return strategy.get_retry_decision(exception=error, job=queued) is not None

    gone = OperationalError("the connection is gone")
    assert [is_begun_again(gone, attempts) for attempts in (0, 1, rules.TRIES)] == [True, True, False]
    assert not is_begun_again(ValueError("nobody foresaw it"), 0)


def test_lost_with_the_database_it_is_tried_again(owner: Person) -> None:
    job = factories.job(owner)

    def do() -> None:
        with running(job.pk) as work:
            assert work.given
            raise OperationalError("the connection is gone")

    with pytest.raises(OperationalError):
        do()
    assert seen(job)[0] == State.RUNNING
    assert done(job) == 1


def test_after_five_tries_it_is_given_up(owner: Person) -> None:
    job = factories.job(owner)
    Job.objects.filter(pk=job.pk).update(attempts=rules.TRIES, state=State.RUNNING)
    assert done(job) == 0
    assert Job.objects.get(pk=job.pk).message == rules.GIVEN_UP


@pytest.fixture
def placed() -> tuple[Person, Organisation]:
    county = bodies.association("430603")
    return appointed(county, Role.SECRETARY), county


@pytest.mark.spec("SCP-05")
def test_who_lost_the_role_meanwhile_gets_nothing(placed: tuple[Person, Organisation]) -> None:
    holder, county = placed
    job = factories.job(holder, organisation=county, permission="directory.manage")
    appointments.dismiss(appointment_of(holder), by=BY)
    assert done(job) == 0
    assert Job.objects.get(pk=job.pk).message == rules.OUT_OF_REACH


def test_who_is_locked_gets_nothing(placed: tuple[Person, Organisation]) -> None:
    holder, county = placed
    job = factories.job(holder, organisation=county, permission="directory.manage")
    people.lock_account(holder, reason="查", by=BY)
    assert done(job) == 0


@pytest.mark.spec("SCP-05")
def test_reaches_are_those_of_now(placed: tuple[Person, Organisation]) -> None:
    holder, county = placed
    job = factories.job(holder, organisation=county, permission="directory.manage")
    with running(job.pk) as work:
        assert work.by.may("directory.manage", county)
        appointments.dismiss(appointment_of(holder), by=BY)
        assert not work.by.may("directory.manage", county)


def test_it_says_who_and_from_where(owner: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    job = factories.job(owner)
    Job.objects.filter(pk=job.pk).update(address="10.0.0.9", device="Firefox")
    with running(job.pk) as work:
        by = work.by
    assert (by.person, by.name, by.address, by.device) == (owner.pk, owner.name, "10.0.0.9", "Firefox")
