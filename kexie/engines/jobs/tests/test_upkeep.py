"""Nothing that was asked for is lost, and nothing stays for ever."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kexie.engines.jobs import actions, rules, tasks
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.jobs.tests import factories
from kexie.foundation.people.tests.factories import person

pytestmark = pytest.mark.django_db


def aged(job: Job, **fields: object) -> Job:
    Job.objects.filter(pk=job.pk).update(asked_at=Now() - timedelta(minutes=5), **fields)
    return job


def lost(job: Job) -> None:
    """Let no worker have the job any more."""
    cancelled = app.job_manager.cancel_job_by_id(job.queued or 0)
    assert cancelled


@pytest.mark.spec("REL-01")
def test_what_no_worker_has_any_more_is_put_before_them_again() -> None:
    job = aged(factories.job(person()), state=State.RUNNING, attempts=1)
    assert actions.look_after() == 0
    lost(job)
    assert actions.look_after() == 1
    now = Job.objects.get(pk=job.pk)
    assert now.queued != job.queued
    assert ProcrastinateJob.objects.get(pk=now.queued).status == "todo"
    assert actions.look_after() == 0


def test_after_five_tries_it_is_given_up() -> None:
    job = aged(factories.job(person()), state=State.RUNNING, attempts=rules.TRIES)
    lost(job)
    tasks.look_after(0)
    now = Job.objects.get(pk=job.pk)
    assert (now.state, now.message) == (State.FAILED, rules.GIVEN_UP)


@pytest.mark.parametrize(("days", "is_left"), [(29, True), (31, False)])
def test_what_is_long_over_is_forgotten(days: int, is_left: bool) -> None:
    job = factories.job(person())
    Job.objects.update(state=State.DONE, finished_at=Now() - timedelta(days=days))
    tasks.prune(0)
    assert Job.objects.filter(pk=job.pk).exists() == is_left
