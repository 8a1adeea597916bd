"""The audit administrator has the trail verified, and reads what came of it (SEC-07, SCP-06)."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from kexie.areas.accounts import tasks
from kexie.core import clock
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import export_head
from kexie.foundation.records.models import Record, Seal, Verification
from kexie.foundation.records.queries import state
from kexie.foundation.records.tests.factories import all_sealed, as_owner, written
from tests.pages import browser, send, status

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.spec("SEC-07"),
    pytest.mark.spec("SCP-06"),
]
ADDRESS = "/platform/verify_records/"


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.SEALS_FOLDER = str(tmp_path / "seals")


@pytest.fixture
def auditor() -> Person:
    return appointed(None, Role.AUDIT_ADMINISTRATOR)


def verified(owner: Person, **typed: str) -> Job:
    send(browser(owner), ADDRESS, **typed)
    job = Job.objects.latest("id")
    tasks.verify_records(number=job.pk)
    return Job.objects.get(pk=job.pk)


def test_a_sound_trail(auditor: Person) -> None:
    written(3)
    count = all_sealed()
    job = verified(auditor)
    assert (job.state, job.message) == (State.DONE, f"核对了 {count} 条记录：没有发现问题。")
    page = browser(auditor).get(ADDRESS).text
    assert "没有发现问题" in page
    assert "第 1 至 1 批" in page
    assert Record.objects.filter(what="accounts.verify_records", person=auditor.pk).count() == 1


def test_what_was_found_is_shown_here_and_on_the_list(auditor: Person) -> None:
    (row,) = written()
    all_sealed()
    with as_owner() as cursor:
        cursor.execute("UPDATE record SET name = '别人' WHERE id = %s", [row.pk])
    assert "发现 1 个问题" in verified(auditor).message
    assert f"编号 {row.pk} 的记录被改动" in browser(auditor).get(ADDRESS).text
    assert "核对时发现 1 个问题" in browser(auditor).get("/platform/read_records/").text


def test_what_was_exported_is_looked_at(auditor: Person, settings: Settings) -> None:
    all_sealed()
    export_head(Path(settings.SEALS_FOLDER))
    with as_owner() as cursor:
        cursor.execute("DELETE FROM record_seal")
    assert "发现 1 个问题" in verified(auditor).message


def test_the_seals_of_some_days(auditor: Person) -> None:
    all_sealed()
    with as_owner() as cursor:
        cursor.execute("UPDATE record_seal SET sealed_at = sealed_at - interval '10 days'")
    written()
    all_sealed()
    today, before = clock.today(), clock.today() - timedelta(days=10)
    assert state.between(today, None) == (2, None)
    assert state.between(None, before) == (1, 1)
    assert state.between(before, today) == (1, 2)
    assert state.between(None, before - timedelta(days=1)) == (1, 0)
    assert "没有发现问题" in verified(auditor, since=today.isoformat()).message  # the altered one is not looked at
    assert Verification.objects.get().first == 2
    assert "发现" in verified(auditor, until=before.isoformat()).message


def test_days_in_the_wrong_order_are_refused(auditor: Person) -> None:
    assert status(browser(auditor), ADDRESS, since="2026-02-01", until="2026-01-01") == 422
    assert status(browser(auditor), ADDRESS, since="gestern") == 422


def test_the_state_of_sealing_is_told(auditor: Person) -> None:
    assert "还没有封存" in browser(auditor).get(ADDRESS).text
    all_sealed()
    written()
    page = browser(auditor).get(ADDRESS).text
    assert f'<dd class="text-break">{Seal.objects.get().digest[:16]}</dd>' in page
    assert "<dd>1 条</dd>" in page


def test_a_day_long_ago_has_no_seals() -> None:
    assert state.between(date(2000, 1, 1), date(2000, 1, 2)) == (1, 0)
    assert state.sealed(1, 0) == 0
