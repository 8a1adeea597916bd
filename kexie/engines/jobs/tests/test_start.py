"""Long work is asked for: it waits, with its task, and nobody asks for too much."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kexie.engines.jobs import rules
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.jobs.tests import factories
from kexie.foundation.people.tests.factories import person

pytestmark = pytest.mark.django_db


def test_it_waits_with_its_task() -> None:
    made = factories.job(person())
    assert (made.state, made.done, made.finished_at) == (State.WAITING, 0, None)
    task = ProcrastinateJob.objects.get(pk=made.queued)
    assert (task.task_name, task.args, task.queue_name) == (factories.TASK, {"number": made.pk}, "jobs")


@pytest.mark.spec("REL-01")
def test_what_is_rolled_back_leaves_nothing() -> None:
    owner = person()
    with transaction.atomic():
        factories.job(owner)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name=factories.TASK).exists()


def test_one_too_many_is_refused_in_words() -> None:
    owner = person()
    for _ in range(rules.MAX_OPEN):
        factories.job(owner)
    with pytest.raises(ValidationError, match="您已有 5 项任务"):
        factories.job(owner)
    factories.job(person())  # somebody else's are counted apart
    Job.objects.filter(pk=Job.objects.filter(owner=owner).latest("id").pk).delete()
    factories.job(owner)


def test_one_person_keeps_to_one_lane() -> None:
    owner = person()
    lanes = {ProcrastinateJob.objects.get(pk=made.queued).lock for made in (factories.job(owner), factories.job(owner))}
    assert len(lanes) == 1
