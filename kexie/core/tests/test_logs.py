"""A line of the log says what happened and where, and nothing that somebody typed."""

import logging
from collections.abc import Iterator
from io import StringIO
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection
from pytest_django import Settings

from kexie.core import codes, logs
from tests import logbook

pytestmark = [pytest.mark.spec("OPS-02"), pytest.mark.spec("SEC-06")]
CANARIES = ("13912345678", "wang.canary@example.com", "11010519491231002X", "王金丝雀")


@pytest.fixture
def written() -> Iterator[StringIO]:
    with logbook.written() as stream:
        yield stream


def fail(canary: str) -> None:
    try:
        int(f"{canary}?")
    except ValueError as error:
        raise RuntimeError(canary) from error


@pytest.mark.parametrize("canary", CANARIES)
def test_an_exception_tells_its_kind_and_places(written: StringIO, canary: str) -> None:
    try:
        fail(canary)
    except RuntimeError:
        logging.getLogger("kexie.any").exception("broken")
    assert canary not in written.getvalue()
    (line,) = logbook.lines(written)
    assert str(line["trace"]).splitlines()[-1] == "RuntimeError"
    assert "in fail" in str(line["trace"])
    assert "ValueError" in str(line["trace"])
    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "kexie.any", "broken")


@pytest.mark.django_db
@pytest.mark.parametrize("canary", CANARIES)
def test_the_database_names_the_constraint_and_not_the_row(written: StringIO, canary: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE aviary (bird text CONSTRAINT one_bird UNIQUE)")
        with pytest.raises(IntegrityError, match=canary) as raised:
            cursor.execute("INSERT INTO aviary VALUES (%s), (%s)", [canary, canary])
    logging.getLogger("kexie.any").error("broken", exc_info=raised.value)
    assert canary not in written.getvalue()
    assert "psycopg.errors.UniqueViolation 23505 aviary one_bird" in written.getvalue()


@pytest.mark.parametrize("canary", CANARIES[:3])
def test_what_libraries_say_loses_numbers_and_addresses(written: StringIO, canary: str) -> None:
    logging.getLogger("library").warning("Sent to %s.", canary)
    assert canary not in written.getvalue()
    assert "Sent to …" in written.getvalue()


@pytest.mark.parametrize("canary", CANARIES)
def test_fields_that_are_not_declared_are_left_out(written: StringIO, canary: str) -> None:
    logging.getLogger("django.security.DisallowedHost").error("Invalid HTTP_HOST header: %s", canary)
    logging.getLogger("django.request").error("Internal Server Error: /%s/", canary, extra={"request": canary})
    said = {"action": "job_error", "job": {"id": 7, "task_name": "a.b", "call_string": f"a.b[7](x={canary})"}}
    logging.getLogger("procrastinate.worker").error("Job a.b[7](x=%s) failed", canary, extra=said)
    logging.getLogger("kexie.any").warning("done", extra={"typed": canary, "status": 200})
    assert canary not in written.getvalue()
    host, request, job, own = logbook.lines(written)
    assert host["message"] == "DisallowedHost"
    assert request["message"] == "refused"
    assert (job["message"], job["job"], job["task"]) == ("job_error", 7, "a.b")
    assert own["status"] == 200


def test_a_line_bears_the_names_of_its_request_and_job(written: StringIO) -> None:
    with logs.request("0e2f0b1c-6d7a-4f5e-8a9b-1c2d3e4f5a6b") as number:
        logging.getLogger("kexie.any").warning("asked")
    context = SimpleNamespace(job=SimpleNamespace(id=12))
    logs.job(lambda: logging.getLogger("kexie.any").warning("worked"), context, None)
    logging.getLogger("kexie.any").warning("idle")
    asked, worked, idle = logbook.lines(written)
    assert (asked["request"], worked["job"]) == (number, 12)
    assert not {"request", "job"} & set(idle)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "short",
        "x" * 65,
        "13912345678",
        "110105194912310021",
        "11010519491231002" * 2,
        "a b" * 10,
        "ü" * 20,
        "<" * 30,
    ],
)
def test_what_is_no_name_of_a_request_is_not_taken_over(given: str) -> None:
    with logs.request(given) as number:
        assert len(number) == codes.LENGTH
        assert set(number) <= set(codes.ALPHABET)


@pytest.mark.django_db
def test_a_slow_statement_is_told_without_its_values(written: StringIO, settings: Settings) -> None:
    settings.SLOW_MS = 30
    with logs.request(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute("SELECT pg_sleep(0.05), %s", [CANARIES[0]])
    (line,) = logbook.lines(written)
    assert line["statement"] == "SELECT pg_sleep(0.05), %s"
    assert 50 <= int(str(line["ms"])) < 5000
    assert CANARIES[0] not in written.getvalue()
