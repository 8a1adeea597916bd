"""What a worker does with long work: takes it, tells how far it is, and ends it in one way or another."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import monotonic
from typing import IO, Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Coalesce, Now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from kexie.core.actors import Actor
from kexie.engines.files import actions as files
from kexie.engines.files.models import File
from kexie.engines.jobs import queries, rules
from kexie.engines.jobs.actions.ending import end
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.sheets.rules import Fault
from kexie.foundation.appointments.queries import reaches

logger = logging.getLogger(__name__)
Row = TypeVar("Row")

ADVANCE = (
    "UPDATE job SET done = %s, of = %s WHERE id = %s AND attempts = %s AND state = 'running'"
    " RETURNING cancel_asked_at IS NOT NULL"
)
TAKE = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
LEAVE = "SELECT pg_advisory_unlock(hashtextextended(%s, 0))"
LOST = (OperationalError, InterfaceError)  # what is raised while the database is away
AGAIN = RetryStrategy(max_attempts=rules.TRIES, wait=2, linear_wait=10, retry_exceptions=LOST)


class Over(Exception):
    """The job is over, or another worker does it: there is nothing to do."""


class Cancelled(Exception):
    """The owner does not want it any more."""


class Faulty(Exception):
    """What was handed in cannot be used; `faults` tell row, column and what is wrong, all of them."""

    def __init__(self, message: str, faults: Sequence[Fault]) -> None:
        super().__init__(message)
        self.message, self.faults = message, faults


class Work:
    """A job as its task sees it. Where there is nothing to do any more, the first question leaves the task."""

    def __init__(self, job: Job | None, wire: BaseDatabaseWrapper) -> None:
        self._job, self._wire = job, wire
        self.done, self.of = 0, job.of if job else None
        self._told = 0.0
        self.result: File | None = None
        self.is_finished = False

    @property
    def job(self) -> Job:
        """The row as it was when it was taken; raises Over."""
        if self._job is None:
            raise Over
        return self._job

    @property
    def given(self) -> Mapping[str, Any]:
        """What was handed over at the start."""
        given: dict[str, Any] = self.job.given
        return given

    @property
    def by(self) -> Actor:
        """The owner, with what the owner reaches now, not at the time of asking."""
        owner = self.job.owner
        return Actor(
            person=owner.pk,
            name=owner.name,
            address=self.job.address,
            device=self.job.device,
            reaches=reaches(owner.pk),
        )

    def advance(self, done: int, *, of: int | None = None) -> None:
        """Tell how far the work is; cheap, for it is written at most twice a second.

        What is told is seen at once, also from within a transaction. Raises Cancelled when the owner wants no more, and
        Over when another worker has taken the job.
        """
        self.done, self.of = done, self.of if of is None else of
        if monotonic() - self._told < rules.BEAT:
            return
        if self.is_finished:
            raise RuntimeError("a finished job does not advance")  # it would wait for its own transaction
        self._told = monotonic()
        with self._wire.cursor() as cursor:
            cursor.execute(ADVANCE, [done, self.of, self.job.pk, self.job.attempts])
            found = cursor.fetchone()
        if found is None:
            raise Over
        if found[0]:
            raise Cancelled

    def through(self, rows: Iterable[Row], *, of: int | None = None) -> Iterator[Row]:
        """Give the rows one by one and tell how far the work is."""
        for number, row in enumerate(rows):
            self.advance(number, of=of)
            yield row
            self.done = number + 1

    def keep(self, made: Path | bytes, *, name: str, kind: str) -> File:
        """Leave a file for the owner, who may take it for seven days; also where the work then fails."""
        self.result = files.keep_made(made, name=name, kind=kind, by=self.by)
        return self.result

    @contextmanager
    def file(self, *, name: str, kind: str) -> Iterator[IO[bytes]]:
        """Give a file to be written, and keep it for the owner when the block is done."""
        with NamedTemporaryFile(prefix="kexie-", suffix=f".{kind}") as file:
            yield file
            file.flush()
            self.keep(Path(file.name), name=name, kind=kind)

    def finish(self, message: str = "") -> None:
        """End the work well, in the transaction of what it did: both come true, or neither (REL-01).

        A task that changes nothing need not call this. Raises Cancelled or Over, which undo the transaction.
        """
        if not self.is_finished:
            _end(self, State.DONE, message)
            self.is_finished = True


def task(name: str) -> Callable[[Callable[[Work], object]], Task[..., None, Any]]:
    """Make a function the task of that name, which does a job: it is given the Work and runs inside `running`.

    What a lost database interrupted is begun again within seconds of its return (REL-07).
    """

    def made(do: Callable[[Work], object]) -> Task[..., None, Any]:
        @app.task(name=name, retry=AGAIN)
        @wraps(do)
        def perform(number: int) -> None:
            with running(number) as work:
                do(work)

        return perform

    return made


def running(number: int) -> "AbstractContextManager[Work, bool]":
    """Do a job in a `with` block; its `work.given` is what was handed over.

    Only one worker is inside at a time, and a job that is over is not done again, so that a repeat after a killed
    worker has no second effect where the work finishes in its own transaction. However the block is left, the owner
    reads a plain sentence: a ValidationError's own words; for what nobody foresaw a general one, and the traceback
    stands in the log alone. A lost database is the exception: the job is tried again later.
    """
    return cast("AbstractContextManager[Work, bool]", _running(number))  # its block may be left in its midst


@contextmanager
def _running(number: int) -> Iterator[Work]:
    with _wire(number) as wire:
        work = Work(_take(number) if wire else None, wire or connection)
        try:
            yield work
            work.finish()
        except Over:
            logger.info("job %s is over, or another worker does it", number)
        except Cancelled:
            _close(work, State.CANCELLED, "")
        except Faulty as faulty:
            _close(work, State.FAILED, faulty.message, faulty.faults)
        except ValidationError as refusal:
            _close(work, State.FAILED, rules.sentence(refusal.messages))
        except LOST:
            raise
        except Exception:
            logger.exception("job %s failed", number)
            _close(work, State.FAILED, rules.UNFORESEEN)


@contextmanager
def _wire(number: int) -> Iterator[BaseDatabaseWrapper | None]:
    """Give a connection beside the one that the work uses, or None where another worker holds the job.

    The database lets go of the hold when the worker's process dies. Inside a transaction the same connection serves.
    """
    wire = connection if connection.in_atomic_block else connection.copy()
    name = f"jobs.running.{number}"
    try:
        with wire.cursor() as cursor:
            cursor.execute(TAKE, [name])
            is_held = cursor.fetchone()[0]
        try:
            yield wire if is_held else None
        finally:
            if is_held and wire.connection is not None and not wire.needs_rollback:
                with wire.cursor() as cursor:
                    cursor.execute(LEAVE, [name])
    finally:
        if wire is not connection:
            wire.close()


@transaction.atomic
def _take(number: int) -> Job | None:
    """Return the job for the one worker that is to do it now; None where nothing is to be done."""
    rows = Job.objects.select_for_update(of=("self",)).select_related("owner", "organisation")
    job = rows.filter(pk=number).open().first()
    if job is None:
        return None
    job.attempts += 1
    job.state, job.started_at = State.RUNNING, Coalesce(job.started_at, Now())
    job.save(update_fields=["attempts", "state", "started_at"])
    if job.cancel_asked_at is not None:
        end(job, State.CANCELLED)
    elif job.attempts > rules.TRIES:
        end(job, State.FAILED, rules.GIVEN_UP)
    elif not queries.is_reached(job, reaches(job.owner_id)):
        end(job, State.FAILED, rules.OUT_OF_REACH)
    else:
        return job
    return None


def _end(work: Work, state: State, message: str, faults: Sequence[Fault] = ()) -> None:
    """End a job that this worker holds; raises Cancelled or Over where it does not any more."""
    job = work.job
    with transaction.atomic():
        now = Job.objects.select_for_update().get(pk=job.pk)
        if (now.state, now.attempts) != (State.RUNNING, job.attempts):
            raise Over
        if state == State.DONE and now.cancel_asked_at is not None:
            raise Cancelled
        done, of = max(work.done, now.done), work.of
        if state == State.DONE:
            done = of = max(done, of or 0)
        end(
            job,
            state,
            message,
            done=done,
            of=of,
            faults=list(faults[: rules.MAX_FAULTS]),
            more_faults=max(len(faults) - rules.MAX_FAULTS, 0),
            result=work.result,
            expires_at=Now() + rules.KEPT if work.result else None,
        )


def _close(work: Work, state: State, message: str, faults: Sequence[Fault] = ()) -> None:
    """End a job whose task was left by an exception."""
    try:
        _end(work, state, message, faults)
    except Over:
        logger.info("job %s was taken by another worker", work.job.pk)
