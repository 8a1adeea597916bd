"""What stands in the logs: what happened and where, never what people typed (SEC-06, OPS-02).

Exceptions, statements and other programs' messages carry the values that they are about, so a line has only declared
fields: of an exception its kind and places, of a statement its text without values.
"""

import logging
import re
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from pythonjsonlogger.json import JsonFormatter

from kexie.core import codes

FIELDS = ("method", "route", "status", "ms", "person", "task", "queue", "attempts", "statement")
# Nothing of ours is so long, and a number that somebody typed is no name of a request.
GIVEN = re.compile(r"(?=.*[A-Za-z])[0-9A-Za-z-]{20,64}")
PERSONAL = re.compile(r"[^\s@\"'<>()=,:]+@[^\s@\"'<>()=,]+|\d{5,}[\dXx]*")
LONGEST = 2000

_request: ContextVar[str] = ContextVar("request", default="")
_job: ContextVar[int | None] = ContextVar("job", default=None)
_statements = logging.getLogger("kexie.slow")


@contextmanager
def request(given: str = "") -> Iterator[str]:
    """Name a request, as a proxy before us did if that is well-formed; every line written meanwhile bears the name."""
    token = _request.set(given if GIVEN.fullmatch(given) else codes.fresh())
    try:
        with connection.execute_wrapper(timed):
            yield _request.get()
    finally:
        _request.reset(token)


def request_id() -> str:
    """Return the name of the request that is being answered."""
    return _request.get()


def job(call_next: Callable[[], object], context: Any, worker: object) -> object:  # noqa: ANN401 - procrastinate's
    """Let every line that a job writes bear its number (a middleware of procrastinate)."""
    token = _job.set(context.job.id)
    try:
        with connection.execute_wrapper(timed):
            return call_next()
    finally:
        _job.reset(token)


def timed(execute: Callable[..., object], sql: object, params: object, many: bool, context: object) -> object:
    """Write down a statement that took long: its text, never the values."""
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = (time.perf_counter() - began) * 1000
        if took >= settings.SLOW_MS:
            statement = " ".join(sql.split())[:LONGEST] if isinstance(sql, str) else "(composed)"
            _statements.warning("slow statement", extra={"statement": statement, "ms": round(took)})


class Plain(logging.Formatter):
    """A line for people."""

    def __init__(self, *, whole: bool = False) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")
        self.whole = whole

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the places of an exception below it."""
        if self.whole:
            return super().format(record)
        line, fields = discreet(record)
        trace = fields.pop("trace", "")
        told = "".join(f" {name}={value}" for name, value in fields.items())
        return super().format(line) + told + (f"\n{trace}" if trace else "")


class Json(JsonFormatter):
    """A line for machines."""

    def __init__(self) -> None:
        names = {"levelname": "level", "name": "logger"}
        fields = ("levelname", "name", "message")
        super().__init__(fields, rename_fields=names, json_ensure_ascii=False, timestamp="at")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line as JSON."""
        line, fields = discreet(record)
        vars(line).update(fields)
        return super().format(line)


def discreet(record: logging.LogRecord) -> tuple[logging.LogRecord, dict[str, object]]:
    """Return a record that says only what may stand in a log, and its declared fields."""
    given = vars(record)
    fields = {name: given[name] for name in FIELDS if given.get(name) is not None}
    fields |= {"request": _request.get()} if _request.get() else {}
    fields |= {"job": _job.get()} if _job.get() is not None else {}
    words = record.getMessage()
    if record.name.startswith("procrastinate") and "action" in given:
        words = str(given["action"])  # its own words hold the arguments
        known = given.get("job") or {}
        fields |= {name: known[key] for name, key in OF_JOB.items() if known.get(key) is not None}
    elif record.name.startswith("django.security"):
        words = record.name.rsplit(".", 1)[-1]
    elif record.name == "django.request":
        words = "failed" if record.exc_info else "refused"
    elif not record.name.startswith("kexie"):
        words = PERSONAL.sub("…", words)
    if record.exc_info and record.exc_info[1]:
        fields["trace"] = trace(record.exc_info[1])
    line = logging.LogRecord(record.name, record.levelno, record.pathname, record.lineno, words, None, None)
    line.created, line.msecs, line.levelname = record.created, record.msecs, record.levelname
    return line, fields


OF_JOB = {"job": "id", "task": "task_name", "queue": "queue", "attempts": "attempts"}


def trace(error: BaseException) -> str:
    """Return where an exception arose and what kind it is, and the same of those it came from.

    >>> trace(ValueError("13800001234"))
    'ValueError'
    """
    told: list[str] = []
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        told.insert(0, "".join(traceback.format_tb(now.__traceback__)) + _kind(now))
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return "\n".join(told)


def _kind(error: BaseException) -> str:
    """Return the kind of an exception; what the database says of the table and constraint, but not of the row."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    if not isinstance(error, psycopg.Error):
        return name
    said = (error.sqlstate, error.diag.table_name, error.diag.column_name, error.diag.constraint_name)
    return " ".join([name, *filter(None, said)])
