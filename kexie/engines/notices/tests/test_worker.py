"""Real workers, killed in the midst of it: everybody has one notice, and nobody gets a second letter."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from kexie.engines.notices.models import Announcement, Notice
from kexie.engines.notices.tests.factories import IMPORTANT, age, announced, reader, states
from kexie.engines.notices.tests.post import Office
from tests import workers

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.spec("NOT-01"),
    pytest.mark.spec("REL-06"),
]
MANY = 200


@contextmanager
def worker(office: Office) -> Iterator[subprocess.Popen[bytes]]:
    """A worker whose letters go to this office."""
    with workers.worker(
        KEXIE_SMTP_HOST="127.0.0.1", KEXIE_SMTP_PORT=str(office.port), KEXIE_URL="https://kexie.example"
    ) as process:
        yield process


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that a worker does."""
    workers.until(holds, states)


def again() -> int:
    """Let the worker look at once at what waits, as if much time had passed; return the number of the job."""
    age(due_at=timedelta(hours=7), changed_at=timedelta(hours=7))
    Announcement.objects.update(at="2026-01-01T00:00Z")
    try:
        return app.configure_task("notices.send", queue="notices").defer(timestamp=0)
    except AlreadyEnqueued:  # by the clock of the worker that was killed
        waiting: int = ProcrastinateJob.objects.get(queueing_lock="notices.send", status="todo").pk
        return waiting


def test_a_worker_killed_while_it_sends_leaves_each_one_notice_and_at_most_one_letter(office: Office) -> None:
    everybody = [reader() for _ in range(MANY)]
    office.pause = 0.02
    announced(*everybody, what=IMPORTANT)
    with worker(office) as process:
        until(lambda: len(office.taken) >= 40)
        process.kill()
        process.wait()
    assert 40 <= len(office.taken) < MANY
    handed_over = states().get("sending", 0)
    again()
    with worker(office), worker(office):
        until(lambda: not {"queued", "sending"} & set(states()))
    assert Notice.objects.count() == MANY
    assert Notice.objects.values("person").distinct().count() == MANY
    assert set(office.counts.values()) == {1}
    assert states() == {"sent": MANY - handed_over} | ({"uncertain": handed_over} if handed_over else {})
    assert len(office.counts) >= MANY - handed_over
    assert handed_over <= 2  # each of the jobs that were at it had one letter in hand


def test_killed_in_the_midst_of_a_letter_it_is_uncertain_and_never_sent_again(office: Office) -> None:
    person = reader()
    office.pause = 5.0
    announced(person, what=IMPORTANT)
    with worker(office) as process:
        until(lambda: len(office.taken) == 1)
        process.kill()
        process.wait()
    assert states() == {"sending": 1}
    office.pause = 0.0
    again()
    with worker(office):
        until(lambda: states() == {"uncertain": 1})
        number = again()
        until(lambda: _has_ended(number))
    assert office.counts == {person.email: 1}


def test_killed_while_it_gives_out_notices_it_gives_them_out_again_whole(office: Office) -> None:
    everybody = [reader() for _ in range(30)]
    with psycopg.connect(workers.database()) as holding:
        holding.execute("LOCK TABLE notice IN SHARE ROW EXCLUSIVE MODE")
        announced(*everybody, what=IMPORTANT)
        with worker(office) as process:
            until(lambda: workers.is_locked_out("notice"))
            process.kill()
            process.wait()
    assert Notice.objects.count() == 0
    again()
    with worker(office):
        until(lambda: states() == {"sent": 30})
    assert Notice.objects.values("person").distinct().count() == Notice.objects.count() == 30
    assert set(office.counts.values()) == {1}


def _has_ended(number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status = 'succeeded' FROM procrastinate_jobs WHERE id = %s", [number])
        return bool(cursor.fetchone()[0])
