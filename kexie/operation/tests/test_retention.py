"""Every table says how long its rows are kept, and the job that deletes them is there."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.db.models.functions import Now
from procrastinate.contrib.django import app

from kexie.foundation.people.tests import factories
from kexie.operation.processes import SOURCES
from kexie.website import tasks

pytestmark = [pytest.mark.django_db, pytest.mark.spec("OPS-03"), pytest.mark.spec("SEC-07")]


def page() -> str:
    text = (SOURCES / "docs/operations.md").read_text(encoding="utf-8")
    return text.split("## What grows")[1].split("\n## ")[0]


def growing() -> dict[str, str]:
    """Each table of the page that grows, and who deletes its rows."""
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", page(), re.MULTILINE)
    return {table: by for table, _, by in rows}


def bounded() -> set[str]:
    return set(re.findall(r"`(\w+)`", page().split("deleted by nobody:")[1].split(". Numbers")[0]))


def test_every_table_is_listed_once() -> None:
    tables = set(connection.introspection.table_names())
    listed = [*growing(), *bounded()]
    assert sorted(listed) == sorted(set(listed))
    assert sorted(tables - set(listed)) == []
    assert sorted(set(listed) - tables) == []


def test_the_jobs_that_delete_exist_and_run_by_the_clock() -> None:
    named = {name for by in growing().values() for name in re.findall(r"`(\w+\.\w+)`", by)}
    import_module("kexie.operation.management.commands.prune_records")  # not there, it raises
    periodic = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert named <= periodic


@pytest.mark.spec("SEC-05")
def test_what_is_shown_of_ended_sessions_is_deleted() -> None:
    person = factories.person()
    for key, days in (("ended", 3), ("just ended", 0)):
        made = UserSession.objects.create(user=person, session_key=key, ip="127.0.0.1", user_agent="")
        UserSession.objects.filter(pk=made.pk).update(last_seen_at=Now() - timedelta(days=days))
    tasks.prune_sessions(timestamp=1)
    assert set(UserSession.objects.values_list("session_key", flat=True)) == {"just ended"}
