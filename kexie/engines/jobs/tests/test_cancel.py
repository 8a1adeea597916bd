"""Cancelling long work, from its page."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from kexie.engines.jobs import actions
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.jobs.tests import factories
from kexie.foundation.appointments.tests.factories import BY
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests.factories import person

pytestmark = pytest.mark.django_db


def send(by: Person, job: Job) -> int:
    client = Client()
    client.force_login(by)
    answer = client.post(f"/jobs/{job.code}/cancel/", {"form_key": "a-key-of-a-cancelled-job"})
    return int(answer.status_code)


def test_what_waits_is_cancelled_at_once() -> None:
    job = factories.job(person())
    assert send(job.owner, job) == 303
    assert Job.objects.get().state == State.CANCELLED


def test_what_runs_is_asked_to_stop() -> None:
    job = factories.job(person())
    Job.objects.update(state=State.RUNNING)
    send(job.owner, job)
    now = Job.objects.get()
    assert now.state == State.RUNNING
    assert now.cancel_asked_at is not None


def test_what_is_over_stays_as_it_is() -> None:
    job = factories.job(person())
    Job.objects.update(state=State.DONE, finished_at="2026-11-20T00:00Z")
    assert send(job.owner, job) == 303
    assert Job.objects.get().state == State.DONE
    with pytest.raises(ValidationError, match="已完成"):
        actions.cancel(job, by=BY)


@pytest.mark.spec("SEC-02")
def test_nobody_else_cancels() -> None:
    job = factories.job(person())
    assert send(person(), job) == 404
    assert Job.objects.get().state == State.WAITING
