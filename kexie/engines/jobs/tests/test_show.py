"""The page of one job: it asks again by itself until the job is over."""

import pytest
from django.test import Client

from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.jobs.tests import factories
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests.factories import person

pytestmark = pytest.mark.django_db
ENDED = "2026-11-20T00:00Z"


@pytest.fixture
def owner() -> Person:
    return person()


def shown(job: Job, **headers: str) -> str:
    client = Client()
    client.force_login(job.owner)
    answer = client.get(f"/jobs/{job.code}/", headers=headers)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "正在排队"),
        ({"state": State.RUNNING}, "正在准备"),
        ({"state": State.RUNNING, "done": 1200}, "已完成 1,200 行。"),
        ({"state": State.RUNNING, "done": 1200, "of": 3012}, "已完成 1,200 行，共 3,012 行"),
        ({"state": State.RUNNING, "cancel_asked_at": ENDED}, "正在取消"),
    ],
)
def test_while_it_goes_on(owner: Person, fields: dict[str, object], words: str) -> None:
    job = factories.job(owner)
    Job.objects.update(**fields)
    text = shown(job)
    assert words in text
    assert 'hx-trigger="every 2s"' in text
    assert "可以离开本页" in text
    assert '<noscript><meta http-equiv="refresh"' in text


def test_how_long_it_still_takes(owner: Person) -> None:
    job = factories.job(owner)
    Job.objects.update(state=State.RUNNING, started_at="2026-11-20T00:00Z", done=10, of=11)
    assert "大约还要" in shown(job)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": State.DONE, "message": "共 3 个组织。"}, "共 3 个组织。"),
        ({"state": State.DONE}, "已经做完"),
        ({"state": State.CANCELLED}, "已经取消"),
        ({"state": State.FAILED, "message": "名称不对。"}, "名称不对。"),
        ({"state": State.FAILED, "faults": [[3, "名称", "没有填写。"]], "more_faults": 1200}, "还有 1,200 处"),
    ],
)
def test_when_it_is_over_the_asking_ends(owner: Person, fields: dict[str, object], words: str) -> None:
    job = factories.job(owner)
    Job.objects.update(finished_at=ENDED, **fields)
    text = shown(job)
    assert words in text
    assert "hx-trigger" not in text
    assert "http-equiv" not in text
    assert ("再试一次" in text) == (fields["state"] != State.DONE)


def test_htmx_is_given_the_part_alone(owner: Person) -> None:
    text = shown(factories.job(owner), **{"HX-Request": "true", "HX-Target": "progress"})
    assert text.lstrip().startswith('<div id="progress"')


@pytest.mark.spec("SEC-02")
def test_nobody_elses_is_found(owner: Person) -> None:
    client = Client()
    client.force_login(person())
    assert client.get(f"/jobs/{factories.job(owner).code}/").status_code == 404
