"""Database, disk or mail server are away: everybody is told so at once, and all goes on by itself (REL-07)."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kexie.operation.tests.factories import soon
from tests.drills.client import Answer, Browser
from tests.drills.system import System, ballast, disk

pytestmark = pytest.mark.spec("REL-07")
CLEAR = 5.0  # seconds until everybody knows
BACK = 15.0  # and until all goes on
LETTERS = "SELECT 1 FROM procrastinate_jobs WHERE task_name = 'accounts.deliver_invitation' AND status = 'todo'"
JOBS = "SELECT state, message FROM job ORDER BY id DESC LIMIT 1"


@pytest.fixture
def system(living: tuple[System, dict[str, Any]]) -> System:
    living[0].start()
    return living[0]


@pytest.fixture
def staff(system: System, living: tuple[System, dict[str, Any]]) -> Browser:
    """A browser in which an administrator of the county's association has signed in."""
    staged = living[1]
    browser = Browser(system.address, timeout=30)
    assert soon(lambda: browser.sign_in(staged["clients"][0]["name"], staged["password"]), BACK)
    assert soon(lambda: is_steady(browser), BACK)
    return browser


@pytest.fixture
def county(living: tuple[System, dict[str, Any]]) -> str:
    return str(living[1]["clients"][0]["county"])


def is_steady(browser: Browser) -> bool:
    """Whether every process of the web answers: after an outage each finds out for itself that it is over."""
    return all(browser.get("/workbench/").status == 200 for _ in range(8))


def timed(deed: Callable[[], Answer]) -> tuple[float, Answer]:
    began = time.monotonic()
    answer = deed()
    return time.monotonic() - began, answer


def export(staff: Browser, county: str) -> Answer:
    page = f"/organisations/{county}/subordinates/export_subordinates/"
    return staff.post(page, staff.hidden(page) | {"status": "active"})


def job(system: System) -> tuple[str, str]:
    """How the last job ended."""
    assert soon(lambda: system.ask(JOBS)[0][0] in {"done", "failed"}), system.run.log("worker").read_text()[-3000:]
    state, message = system.ask(JOBS)[0]
    return state, message


def test_while_the_database_is_away_everybody_is_told_and_then_all_goes_on(
    system: System, staff: Browser, county: str
) -> None:
    """Web and worker are the same processes before and after."""
    before = {name: system.run.children[name].pid for name in ("web", "worker")}
    page = f"/organisations/{county}/subordinates/export_subordinates/"
    form = staff.hidden(page)
    asked: list[Callable[[], Answer]] = [
        lambda: staff.get("/workbench/"),
        lambda: staff.get("/organisations/"),
        lambda: staff.post(page, form),
        lambda: Browser(system.address).get("/signin/"),
    ] * 4
    system.stop_database()
    with ThreadPoolExecutor(len(asked)) as pool:
        for seconds, answer in pool.map(timed, asked):
            assert seconds < CLEAR, answer
            assert answer.status == 503
            assert "恢复后会自动继续服务" in answer.text, answer.text
    assert Browser(system.address).get("/healthz").status == 200
    assert not system.answers()
    system.server.start()
    assert soon(lambda: is_steady(staff), BACK)
    assert soon(system.answers, BACK)
    assert staff.post(page, form).is_led_on  # the form that was not taken is taken now
    assert job(system) == ("done", system.ask(JOBS)[0][1])
    assert {name: child.pid for name, child in system.run.children.items() if child.poll() is None}.items() >= (
        before.items()
    )


def test_while_no_mail_goes_out_pages_answer_and_other_work_is_done(
    system: System, staff: Browser, county: str
) -> None:
    page = f"/organisations/{county}/staff/invite/"
    form = staff.hidden(page) | {"name": "王敏", "roles": "viewer", "email": "wang.min@example.com"}
    seconds, answer = timed(lambda: staff.post(page, form))
    assert answer.is_led_on, answer
    assert seconds < CLEAR
    assert staff.get(answer.location).status == 200  # the code can be read out instead
    assert export(staff, county).is_led_on
    assert job(system)[0] == "done"
    assert soon(lambda: system.ask(LETTERS)), "the letter waits for the next try"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_while_the_disk_of_files_is_full_that_is_said_and_the_rest_goes_on(
    system: System, staff: Browser, county: str
) -> None:
    folder = Path(system.environment["KEXIE_FILES"])
    with disk(folder, "1m"), ballast(folder) as room:
        assert export(staff, county).is_led_on
        state, message = job(system)
        assert state == "failed"
        assert "空间" in message, message
        assert staff.get("/workbench/").status == 200
        assert Browser(system.address).get("/signin/").status == 200
        room.unlink()
        assert export(staff, county).is_led_on
        assert job(system)[0] == "done"
