"""What the clock does with long work: lets go on what was lost, forgets what is long over."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateJob

from kexie.engines.jobs import rules
from kexie.engines.jobs.actions.asking import enqueue
from kexie.engines.jobs.actions.ending import end
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State

PATIENCE = timedelta(minutes=1)


@transaction.atomic
def look_after() -> int:
    """Put before the workers again what none of them has any more; return how many jobs that were.

    A killed worker's work is retried by the website's upkeep; this finds what was lost beyond that, such as a job that
    was aborted while its worker stopped.
    """
    held = ProcrastinateJob.objects.filter(pk=OuterRef("queued"), status__in=("todo", "doing"))
    lost = Job.objects.open().filter(~Exists(held), asked_at__lt=Now() - PATIENCE)
    found = list(lost.select_for_update(skip_locked=True, of=("self",)))
    for job in found:
        if job.attempts >= rules.TRIES:
            end(job, State.FAILED, rules.GIVEN_UP)
        else:
            enqueue(job)
    return len(found)


def prune() -> int:
    """Let go of results whose time is over, and delete the jobs that ended long ago; return how many these were.

    The files themselves are swept a day later, when nothing refers to them.
    """
    Job.objects.filter(result__isnull=False, expires_at__lte=Now()).update(result=None)
    return Job.objects.filter(finished_at__lt=Now() - rules.REMEMBERED).delete()[0]
