"""Long work for tests, started as in life."""

from typing import Any

from kexie.engines.jobs import actions
from kexie.engines.jobs.actions import running
from kexie.engines.jobs.models import Job
from kexie.foundation.appointments.tests.factories import actor
from kexie.foundation.people.models import Person

TASK = "tests.nothing"


def job(owner: Person, **given: Any) -> Job:
    """A job that waits."""
    return actions.start(TASK, **{"title": "示例任务", "by": actor(owner), "given": {"step": 1}, **given})


def done(owner: Person, **given: Any) -> Job:
    """A job that is done and left a file."""
    made = job(owner, **given)
    with running(made.pk) as work:
        work.keep(b"PK", name="名单.xlsx", kind="xlsx")
        work.finish("共 3 个组织。")
    return Job.objects.get(pk=made.pk)
