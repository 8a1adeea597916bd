"""Trying long work again that was not done."""

import pytest
from django.http import HttpResponse
from django.test import Client

from kexie.engines.jobs import rules
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.jobs.tests import factories
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests.factories import person

pytestmark = pytest.mark.django_db
ENDED = "2026-11-20T00:00Z"


@pytest.fixture
def job() -> Job:
    made = factories.job(person())
    Job.objects.update(
        state=State.FAILED, finished_at=ENDED, attempts=3, message="不对。", faults=[[1, "名称", "不对。"]]
    )
    return made


def send(by: Person, job: Job) -> HttpResponse:
    client = Client()
    client.force_login(by)
    return client.post(f"/jobs/{job.code}/repeat/", {"form_key": "a-key-of-a-repeated-job"})  # type: ignore[return-value]


def test_it_waits_anew(job: Job) -> None:
    assert send(job.owner, job).status_code == 303
    now = Job.objects.get()
    assert (now.state, now.attempts, now.message, now.faults) == (State.WAITING, 0, "", [])
    assert (now.given, now.finished_at) == ({"step": 1}, None)
    assert now.queued != job.queued


def test_what_was_done_is_not_done_again(job: Job) -> None:
    Job.objects.update(state=State.DONE)
    answer = send(job.owner, job)
    assert answer.status_code == 422
    assert "不用重做" in answer.content.decode()


def test_too_many_are_refused(job: Job) -> None:
    for _ in range(rules.MAX_OPEN):
        factories.job(job.owner)
    answer = send(job.owner, job)
    assert answer.status_code == 422
    assert "您已有 5 项任务" in answer.content.decode()
    assert Job.objects.get(pk=job.pk).state == State.FAILED
