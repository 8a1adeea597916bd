"""The list of one's own long work."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.jobs.tests import factories
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests.factories import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Person:
    return person()


def page(owner: Person) -> str:
    client = Client()
    client.force_login(owner)
    answer = client.get("/jobs/")
    assert answer.status_code == 200
    return answer.text


def test_nothing_yet_says_where_it_comes_from(owner: Person) -> None:
    assert "还没有任务" in page(owner)


def test_it_shows_ones_own_alone(owner: Person) -> None:
    factories.job(owner, title="名单导出")
    factories.job(person(), title="别人的导出")
    text = page(owner)
    assert "名单导出" in text
    assert "别人的导出" not in text


def test_it_asks_again_only_while_something_goes_on(owner: Person) -> None:
    factories.job(owner)
    assert 'hx-trigger="every 4s"' in page(owner)
    Job.objects.update(state=State.DONE, finished_at="2026-11-20T00:00Z", message="共 3 个组织。")
    text = page(owner)
    assert "every 4s" not in text
    assert "共 3 个组织。" in text


@pytest.mark.spec("PRF-12")
def test_three_cost_as_many_queries_as_one(owner: Person) -> None:
    numbers = []
    for more in (1, 2):
        for _ in range(more):
            factories.job(owner, of=10)
        Job.objects.update(state=State.RUNNING, started_at="2026-11-20T00:00Z", done=3)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(owner)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
