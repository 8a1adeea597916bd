"""What people do with long work: ask for it, cancel it, ask again."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from procrastinate.contrib.django import app

from kexie.core import codes
from kexie.core.actors import Actor
from kexie.core.locks import lock, lock_name
from kexie.engines.jobs import rules
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.foundation.organisations.models import Organisation


@transaction.atomic
def start(
    task: str,
    *,
    title: str,
    by: Actor,
    organisation: Organisation | None = None,
    permission: str = "",
    given: Mapping[str, Any] | None = None,
    unit: str = "行",
    of: int | None = None,
    back: str = "",
) -> Job:
    """Let long work begin when this transaction is committed: the task of that name, with the job's number.

    It is done, and its result taken, only while `permission` reaches `organisation` for who asked. `given` is plain
    data without anything personal; `back` the address that the job's page leads back to. Raises ValidationError where
    that person has too many jobs that are not over.
    """
    if by.person is None:
        raise TypeError("the platform's own work needs no job: nobody waits for it")
    _require_room(by.person)
    job = Job.objects.create(
        code=codes.fresh(),
        task=task,
        title=title[:120],
        owner_id=by.person,
        organisation=organisation,
        permission=permission,
        given=dict(given or {}),
        unit=unit,
        of=of,
        back=back[:2000],
        address=by.address,
        device=by.device[:200],
    )
    return enqueue(job)


def enqueue(job: Job) -> Job:
    """Put a job before the workers, in its owner's lane: nobody's long work takes all their places."""
    lane = job.owner_id % settings.JOB_LANES
    deferred = app.configure_task(job.task, queue="jobs", lock=f"jobs.{lane}").defer(number=job.pk)
    job.queued = deferred
    job.save(update_fields=["queued"])
    return job


def _require_room(person: int | None) -> None:
    lock_name(f"jobs.{person}")
    rules.require_room(waiting=Job.objects.filter(owner=person).open().count())


@transaction.atomic
def cancel(job: Job, *, by: Actor) -> Job:
    """Cancel a job: at once where it waits, at its next step where it runs. What it did until then is undone."""
    job = lock(job)
    rules.require_open(job.state)
    job.cancel_asked_at = job.cancel_asked_at or Now()
    if job.state == State.WAITING:
        job.state, job.finished_at = State.CANCELLED, Now()
    job.save(update_fields=["state", "cancel_asked_at", "finished_at"])
    return job


@transaction.atomic
def repeat(job: Job, *, by: Actor) -> Job:
    """Try a job again that failed or was cancelled, from its beginning."""
    _require_room(by.person)
    job = lock(job)
    rules.require_repeatable(job.state)
    job.state, job.attempts, job.done, job.of = State.WAITING, 0, 0, None
    job.message, job.faults, job.more_faults = "", [], 0
    job.result = None
    job.started_at = job.cancel_asked_at = job.finished_at = job.expires_at = None
    job.asked_at = Now()
    job.address, job.device = by.address, by.device[:200]
    job.save()
    return enqueue(job)
