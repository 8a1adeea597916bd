"""Votes are taken away as a table, void ones left out."""

import pytest

from kexie.areas.directory.tests import tables
from kexie.areas.polls import actions, tasks
from kexie.areas.polls.tests import factories
from kexie.engines.jobs.models import Job
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_a_table_of_what_counts() -> None:
    poll = factories.opened(title="最美科技工作者")
    person = factories.staff(poll.organisation)
    factories.voted(poll, "a2")
    gone = factories.voted(poll, "a1")
    actions.void(gone, reason="试投", seen=gone.revision, by=factories.by(person))
    assert pages.status(pages.browser(person), f"/polls/{poll.code}/export/", how="labels") == 303
    job = Job.objects.get()
    tasks.export(number=job.pk)
    rows = tables.left(Job.objects.get())
    assert tables.column(rows, "第 1 题　请投票") == ["李湘"]
    assert Record.objects.get(what="polls.export").after == {"count": 1, "how": "labels"}
