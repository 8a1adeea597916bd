"""The database's own disk is full: what cannot be kept is refused and said so, all else goes on (REL-01, REL-07)."""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from kexie.operation.postgres import SUPERUSER
from kexie.operation.tests.factories import soon
from tests.drills.client import Answer, Browser
from tests.drills.ledger import Ledger, Load, verdict
from tests.drills.system import System, ballast, free_port, running

pytestmark = [
    pytest.mark.spec("REL-01"),
    pytest.mark.spec("REL-07"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk"),
]
SIZE = "400m"
CLEAR = 5.0  # seconds until an answer
BACK = 30.0  # and until all goes on
FULL = "服务器的存储空间已满"
STARTED = "SELECT pg_postmaster_start_time()"
JOBS = "SELECT count(*) FROM job WHERE state IN ('waiting', 'running')"
WORKED_OFF = 300.0


@pytest.fixture
def cramped(_static_files: None, tmp_path: Path) -> Iterator[tuple[System, dict[str, Any]]]:
    """A product that runs, whose database has a small disk of its own."""
    nobody = {"KEXIE_SMTP_HOST": "127.0.0.1", "KEXIE_SMTP_PORT": str(free_port())}
    with running(settings.STATIC_ROOT, size=SIZE, KEXIE_FILES=str(tmp_path), **nobody) as system:
        staged = system.stage()
        system.start()
        yield system, staged


@pytest.fixture
def load(cramped: tuple[System, dict[str, Any]], tmp_path: Path) -> Iterator[Load]:
    """Clients who send forms all the while."""
    system, staged = cramped
    load = Load(system, staged, Ledger(tmp_path / "ledger"))
    load.start()
    yield load
    load.stopping.set()


def staff_of(system: System, staged: dict[str, Any]) -> Browser:
    browser = Browser(system.address)
    assert soon(lambda: browser.sign_in(staged["clients"][0]["name"], staged["password"]), BACK)
    return browser


def timed_get(staff: Browser, page: str) -> Answer:
    began = time.monotonic()
    answer = staff.get(page)
    assert time.monotonic() - began < CLEAR, page
    return answer


def added(staff: Browser, county: str) -> Answer:
    """Add a body, and return what one is told."""
    page = f"/organisations/{county}/add/"
    typed = {"name": f"满盘{secrets.token_hex(8)}", "kind": "enterprise", "region": "云溪区", "status": "active"}
    began = time.monotonic()
    answer = staff.post(page, staff.hidden(page) | typed)
    assert time.monotonic() - began < CLEAR
    return answer


def test_while_the_database_has_no_room_that_is_said_and_what_was_acknowledged_stays(
    cramped: tuple[System, dict[str, Any]], load: Load, request: pytest.FixtureRequest
) -> None:
    """Some seconds; with --drills a minute, after which the worker does what it was left with."""
    is_whole = request.config.getoption("--drills")
    system, staged = cramped
    staff, county = staff_of(system, staged), staged["clients"][0]["county"]
    before = {name: child.pid for name, child in system.run.children.items()}, system.ask(STARTED)
    refused, read = 0, 0
    with ballast(system.server.folder):
        until = time.monotonic() + (60 if is_whole else 5)
        while time.monotonic() < until or not refused:
            assert time.monotonic() < until + BACK, "room was left"
            answer = added(staff, county)
            assert answer.is_led_on or (answer.status == 503 and FULL in answer.text), answer
            refused += answer.status == 503
            for page in ("/workbench/", "/organisations/", f"/organisations/{county}/subordinates/"):
                assert timed_get(staff, page).status == 200
                read += 1
    began = time.monotonic()
    assert soon(lambda: added(staff, county).is_led_on, BACK)
    took = time.monotonic() - began
    load.stop()
    if is_whole:
        assert soon(lambda: system.ask(JOBS) == [(0,)], WORKED_OFF), system.ask(JOBS)
    found = verdict(system, load.ledger, is_worked_off=is_whole)
    print(f"refused {refused}, read {read}, went on {took:.1f} s after: {found}")  # noqa: T201 - the drill's report
    assert found.is_clean, found
    assert found.figures["acknowledged"] > 10
    assert ({name: child.pid for name, child in system.run.children.items()}, system.ask(STARTED)) == before


@pytest.mark.drill
def test_while_its_log_has_no_room_the_database_stops_and_what_was_acknowledged_stays(
    cramped: tuple[System, dict[str, Any]], load: Load
) -> None:
    """PostgreSQL then stops and does not start by itself: that is for the service manager (docs/operations.md)."""
    system, staged = cramped
    staff = staff_of(system, staged)
    before = {name: child.pid for name, child in system.run.children.items()}
    with ballast(system.server.folder):
        begin_logs(system)
        assert soon(lambda: not system.server.is_alive(), BACK)
        answer = timed_get(staff, "/workbench/")
        assert answer.status == 503
        assert "恢复后会自动继续服务" in answer.text
    system.server.start()
    assert soon(lambda: staff.get("/workbench/").status == 200, BACK)
    load.stop()
    found = verdict(system, load.ledger)
    print(found)  # noqa: T201 - the drill's report
    assert found.is_clean, found
    assert found.figures["acknowledged"] > 10
    assert {name: child.pid for name, child in system.run.children.items()} == before


def begin_logs(system: System) -> None:
    """Let the database need files for its log, until it has no room for one."""
    with suppress(psycopg.Error), psycopg.connect(system.server.url(SUPERUSER), autocommit=True) as connection:
        while True:
            connection.execute("SELECT pg_switch_wal(), pg_logical_emit_message(true, 'drill', 'x')")
