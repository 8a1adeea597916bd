"""What is amiss outside is known from the exception, and nobody waits for a database that is away."""

import errno
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import psycopg
import pytest
from django.db import DataError, OperationalError, connection
from psycopg_pool import PoolTimeout

from kexie.core import outages
from kexie.core.outages import Gate, Outage, outage

pytestmark = pytest.mark.spec("REL-07")


def chained(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (psycopg.OperationalError("connection refused"), Outage.DATABASE),
        (chained(OperationalError("x"), PoolTimeout("x")), Outage.DATABASE),
        (psycopg.errors.AdminShutdown("x"), Outage.DATABASE),
        (psycopg.errors.CannotConnectNow("x"), Outage.DATABASE),
        (psycopg.errors.ReadOnlySqlTransaction("x"), Outage.DATABASE),
        (psycopg.errors.DiskFull("x"), Outage.SPACE),
        (chained(OperationalError("x"), psycopg.errors.DiskFull("x")), Outage.SPACE),
        (OSError(errno.ENOSPC, "x"), Outage.SPACE),
        (OSError(errno.EDQUOT, "x"), Outage.SPACE),
        (psycopg.errors.TooManyConnections("x"), Outage.BUSY),
        (psycopg.errors.DeadlockDetected("x"), Outage.BUSY),
        (psycopg.errors.QueryCanceled("x"), Outage.BUSY),
        (chained(DataError("x"), psycopg.errors.DivisionByZero("x")), None),
        (OSError(errno.EACCES, "x"), None),
        (KeyError("x"), None),
        (None, None),
    ],
)
def test_what_is_amiss(error: Exception | None, expected: Outage | None) -> None:
    assert outage(error) is expected


@pytest.mark.django_db
def test_a_mistake_of_ours_is_none() -> None:
    with pytest.raises(Exception, match="does not exist") as raised, connection.cursor() as cursor:
        cursor.execute("SELECT nothing")
    assert outage(raised.value) is None


def test_while_one_tries_the_others_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    gate, trying, told = Gate(), Event(), Event()

    def attempt() -> bool:
        with gate.passed() as may_go_on:
            trying.set()
            told.wait(10)
            return may_go_on

    gate.shut()
    with gate.passed() as may_go_on:
        assert not may_go_on
    monkeypatch.setattr(outages, "PAUSE", 0)
    gate.shut()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(attempt)
        assert trying.wait(10)
        with gate.passed() as may_go_on:
            assert not may_go_on
        told.set()
        assert first.result()
    with gate.passed() as one, gate.passed() as other:
        assert one
        assert other


def test_one_that_tried_in_vain_keeps_it_shut(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate()
    monkeypatch.setattr(outages, "PAUSE", 0)
    gate.shut()
    monkeypatch.setattr(outages, "PAUSE", 60)
    with gate.passed() as may_go_on:
        assert may_go_on
        gate.shut()
    with gate.passed() as may_go_on:
        assert not may_go_on
    gate.open()
    with gate.passed() as may_go_on:
        assert may_go_on
