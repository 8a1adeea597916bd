"""Real workers, killed in the midst of long work: it is done once afterwards, and nothing is doubled."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django import app

from kexie.areas.directory.actions import add_many, export_subordinates
from kexie.areas.directory.queries.adding import COLUMNS
from kexie.areas.directory.tests import tables
from kexie.core.disk import Disk
from kexie.engines.files.queries import store
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.notices.models import Announcement
from kexie.engines.sheets.rules import Row
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.queries import Adding
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.models import Person
from kexie.foundation.records.models import Record
from tests import workers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.spec("REL-01")]
MANY = 300


@pytest.fixture
def county() -> Organisation:
    return factories.association("430603")


@pytest.fixture
def owner(county: Organisation) -> Person:
    return appointed(county, Role.SECRETARY)


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """A worker that keeps files where this test does."""
    disk = store()
    assert isinstance(disk, Disk)
    with workers.worker(KEXIE_FILES=str(disk.location)) as process:
        yield process


@contextmanager
def halted() -> Iterator[None]:
    """Let every worker stop where it would write down what it did: everything is done then, nothing committed."""
    with psycopg.connect(workers.database("kexie_owner")) as holding:
        holding.execute("LOCK TABLE record IN SHARE ROW EXCLUSIVE MODE")
        yield


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that a worker does."""
    workers.until(holds, lambda: list(Job.objects.values("state", "attempts", "done", "message")))


def is_halted() -> bool:
    return workers.is_locked_out("record")


def killed() -> None:
    """Let a worker take the job and be killed when all is done but nothing committed."""
    with halted(), worker() as process:
        until(is_halted)
        process.kill()
        process.wait()
    assert Job.objects.get().state == State.RUNNING


def found_again() -> None:
    """Let the worker's silence be noticed at once, as it is within a minute."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    app.configure_task("website.retry_stalled").defer(timestamp=0)


def is_over() -> bool:
    return not Job.objects.open().exists()


def imported(owner: Person, county: Organisation) -> Job:
    empty = {column.name: "" for column in COLUMNS}
    rows = [Row(place + 2, empty | {"kind": "企业", "name": f"示例企业{place}"}) for place in range(MANY)]
    return add_many(county, rows=rows, by=actor(owner))


def is_imported_once(county: Organisation) -> bool:
    names = list(county.subordinates.values_list("name", flat=True))
    numbers = [str(number) for number in county.subordinates.values_list("pk", flat=True)]
    return (
        len(names) == len(set(names)) == MANY
        and Record.objects.filter(what="organisations.add", thing_id__in=numbers).count() == MANY
        and Record.objects.filter(what="directory.add_many").count() == 1
        and Announcement.objects.filter(what="jobs.done").count() == 1
    )


def test_killed_in_the_midst_of_an_import_it_is_done_once_afterwards(owner: Person, county: Organisation) -> None:
    imported(owner, county)
    killed()
    assert county.subordinates.count() == 0
    found_again()
    with worker():
        until(is_over)
    job = Job.objects.get()
    assert (job.state, job.attempts, job.message) == (State.DONE, 2, f"已登记 {MANY} 个组织。")
    assert is_imported_once(county)


def test_killed_in_the_midst_of_an_export_it_is_written_once_afterwards(owner: Person, county: Organisation) -> None:
    region = county.region
    assert region is not None
    actions.add_all(
        [Adding(county, "enterprise", f"示例企业{place}", region) for place in range(MANY)], by=factories.BY
    )
    export_subordinates(county, by=actor(owner))
    killed()
    found_again()
    with worker():
        until(is_over)
    job = Job.objects.get()
    assert (job.state, job.attempts, job.message) == (State.DONE, 2, f"共 {MANY} 个组织。")
    assert len(set(tables.column(tables.left(job), "名称"))) == MANY
    assert Record.objects.filter(what="directory.export_subordinates").count() == 1
    assert Announcement.objects.filter(what="jobs.done").count() == 1


def test_two_workers_and_the_same_job_twice(owner: Person, county: Organisation) -> None:
    job = imported(owner, county)
    for _ in range(3):
        app.configure_task("directory.add_many", queue="jobs").defer(number=job.pk)
    with worker(), worker():
        until(is_over)
        until(lambda: not _waiting())
    assert Job.objects.get().state == State.DONE
    assert is_imported_once(county)


def test_cancelled_in_the_midst_of_an_import_nothing_stays(owner: Person, county: Organisation) -> None:
    job = imported(owner, county)
    with worker():
        with halted():
            until(is_halted)
            jobs.cancel(job, by=actor(owner))
        until(is_over)
    assert Job.objects.get().state == State.CANCELLED
    assert county.subordinates.count() == 0
    assert not Announcement.objects.filter(what__startswith="jobs.").exists()


def test_the_same_code_registered_meanwhile_is_told_with_its_row(owner: Person, county: Organisation) -> None:
    empty = {column.name: "" for column in COLUMNS}
    number = "91430600MA00000010"
    rows = [
        Row(2, empty | {"kind": "企业", "name": "甲"}),
        Row(3, empty | {"kind": "企业", "name": "乙", "uscc": number}),
    ]
    add_many(county, rows=rows, by=actor(owner))
    with psycopg.connect(workers.database()) as other:
        rival = factories.body(kind="enterprise", name="丙")
        other.execute("UPDATE organisation SET uscc = %s WHERE id = %s", [number, rival.pk])  # and is not committed yet
        with worker():
            until(_is_waiting_for_another)
            other.commit()
            until(is_over)
    job = Job.objects.get()
    assert (job.state, job.faults) == (State.FAILED, [[3, "统一社会信用代码", "这个统一社会信用代码已经登记过。"]])
    assert not county.subordinates.filter(name__in=["甲", "乙"]).exists()


def _is_waiting_for_another() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted")
        return bool(cursor.fetchone()[0])


def _waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'jobs' AND status IN ('todo', 'doing')"
        )
        return bool(cursor.fetchone()[0])
