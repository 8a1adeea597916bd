"""Real workers, killed in the midst of it: everybody has one notice, and nobody gets a second letter."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic, sleep

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app
from psycopg.conninfo import make_conninfo

from kexie.engines.notices.models import Announcement, Notice
from kexie.engines.notices.tests.factories import IMPORTANT, age, announced, reader, states
from kexie.engines.notices.tests.post import Office

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.spec("NOT-01"),
    pytest.mark.spec("REL-06"),
]
PATIENCE = 60.0
MANY = 200


def address(role: str = "kexie_app") -> str:
    """The test database's address."""
    given = connection.settings_dict
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    known = {name: given[key] for name, key in names.items() if given[key]}
    return make_conninfo(**known, options=f"-c role={role}")


@contextmanager
def worker(office: Office) -> Iterator[subprocess.Popen[bytes]]:
    """A worker as in life, which works until it is told to stop."""
    environment = {
        **os.environ,
        "DATABASE_URL": address(),
        "KEXIE_SMTP_HOST": "127.0.0.1",
        "KEXIE_SMTP_PORT": str(office.port),
        "KEXIE_URL": "https://kexie.example",
    }
    command = [sys.executable, "-m", "kexie", "worker"]
    process = subprocess.Popen(command, env=environment, cwd=settings.HERE.parent)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that a worker does."""
    end = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < end, f"waited in vain: {states()}"
        sleep(0.02)


def again() -> int:
    """Let the worker look at once at what waits, as if much time had passed; return the number of the job."""
    age(due_at=timedelta(hours=7), changed_at=timedelta(hours=7))
    Announcement.objects.update(at="2026-01-01T00:00Z")
    return app.configure_task("notices.send", queue="notices").defer(timestamp=0)


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
    with psycopg.connect(address()) as holding:
        holding.execute("LOCK TABLE notice IN SHARE ROW EXCLUSIVE MODE")
        announced(*everybody, what=IMPORTANT)
        with worker(office) as process:
            until(_is_blocked)
            process.kill()
            process.wait()
    assert Notice.objects.count() == 0
    again()
    with worker(office):
        until(lambda: states() == {"sent": 30})
    assert Notice.objects.values("person").distinct().count() == Notice.objects.count() == 30
    assert set(office.counts.values()) == {1}


def _is_blocked() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_class ON pg_class.oid = relation"
            " WHERE relname = 'notice' AND NOT granted"
        )
        return bool(cursor.fetchone()[0])


def _has_ended(number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status = 'succeeded' FROM procrastinate_jobs WHERE id = %s", [number])
        return bool(cursor.fetchone()[0])
