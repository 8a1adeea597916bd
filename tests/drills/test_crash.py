"""What was acknowledged is there, once, whoever was killed meanwhile (REL-01)."""

import random
import time
from pathlib import Path
from typing import Any

import pytest

from kexie.operation.tests.factories import soon
from tests.drills.ledger import Ledger, Load, verdict
from tests.drills.system import System

pytestmark = pytest.mark.spec("REL-01")
ROUNDS = ("web", "postgres", "worker")
VICTIMS = ("web", "worker", "postgres", "backend")
WHOLE = 100
UNSAFE = {"synchronous_commit": "off", "wal_writer_delay": "10s"}
SAFE = {"synchronous_commit": "on", "wal_writer_delay": "200ms"}
PATIENCE = 600  # a worker that was killed is missed after half a minute; the clock that looks strikes every minute
WAITING = "SELECT state, count(*) FROM job WHERE state IN ('waiting', 'running') GROUP BY 1"
# Somebody who was told twice, one file for two jobs, a job that is done without its file.
TWICE = """
SELECT 'told', announcement_id, person_id, count(*) FROM notice GROUP BY 2, 3 HAVING count(*) > 1
UNION ALL SELECT 'file', result_id, 0, count(*) FROM job WHERE result_id IS NOT NULL GROUP BY 2 HAVING count(*) > 1
UNION ALL SELECT 'none', id, 0, 0 FROM job WHERE state = 'done' AND result_id IS NULL
"""


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(
    living: tuple[System, dict[str, Any]], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Three rounds; with --drills a hundred, after which the worker does what it was left with."""
    system, staged = living
    is_whole = request.config.getoption("--drills")
    ledger = Ledger(tmp_path / "ledger")
    load = Load(system, staged, ledger)
    load.start()
    began = time.monotonic()
    for turn in range(WHOLE if is_whole else len(ROUNDS)):
        time.sleep(random.uniform(0.3, 1.5))
        system.kill(random.choice(VICTIMS) if is_whole else ROUNDS[turn])
        system.start()
    time.sleep(0.5)
    load.stop()
    if is_whole:
        assert soon(lambda: not system.ask(WAITING), PATIENCE), system.ask(WAITING)
    found = verdict(system, ledger, is_worked_off=is_whole)
    print(f"{time.monotonic() - began:.0f} s: {found}")  # noqa: T201 - the drill's report
    assert found.figures["acknowledged"] > 10
    assert found.is_clean, found
    assert not system.ask(TWICE)


def test_a_database_that_answers_before_it_has_written_is_found_out(
    living: tuple[System, dict[str, Any]], tmp_path: Path
) -> None:
    """A drill of the drill: set to answer too early, the database loses what was acknowledged, and it is seen."""
    system, staged = living
    system.set(**UNSAFE)
    ledger = Ledger(tmp_path / "ledger")
    load = Load(system, staged, ledger)
    load.start()
    try:
        time.sleep(1.5)
        system.kill("postgres")
    finally:
        load.stopping.set()
        system.start()
        system.set(**SAFE)
        load.stop()
    assert verdict(system, ledger).lost
