"""How long work ends, and who is told."""

from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse

from kexie.core.actors import Actor
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import STATE_LABELS, State
from kexie.engines.notices.actions import announce


@transaction.atomic
def end(job: Job, state: State, message: str = "", **fields: Any) -> None:
    """Write how a job ended, and tell its owner; one that the owner cancelled is no news."""
    if state == State.DONE:
        fields["given"] = {}  # not needed any more
    Job.objects.filter(pk=job.pk).update(state=state, message=message, finished_at=Now(), **fields)
    if state != State.CANCELLED:
        announce(
            f"jobs.{state}",
            title=f"{job.title}：{STATE_LABELS[state]}",
            text=message,
            link=reverse("jobs:show", args=[job.code]),
            organisation=job.organisation,
            people=[job.owner_id],
            key=f"job {job.pk} {job.queued} {job.attempts}",
            by=Actor.platform("任务进度"),
        )
