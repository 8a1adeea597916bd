"""Answers to a survey over HTTP, beside what the database could take by itself."""

import json
import re
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from statistics import median
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.conf import settings

from kexie.areas.surveys import actions
from kexie.areas.surveys.models import Survey
from kexie.core.actors import Actor
from kexie.foundation.organisations.models import Organisation
from kexie.operation.bench.rounds import Result, side_by_side
from kexie.operation.bench.stage import LARGE, Stage
from kexie.operation.postgres import OWNER
from kexie.operation.supervisor import Address

PEOPLE = 4  # at the same time
ANSWERS, ROWS = 10, 200  # of each of them in one call
QUESTIONS = 20
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BY = Actor.platform("测速")


def taken(stage: Stage) -> Iterator[Result]:
    """PRF-08: how many answers the product takes in the time of one row that is inserted and committed."""
    stage.command("shell", LARGE, "-c", 'from django.db import connection as c; c.cursor().execute("'
                  'CREATE TABLE bench_row (id bigserial PRIMARY KEY, answers jsonb NOT NULL)")')  # fmt: skip
    survey = _survey()
    with ExitStack() as people:
        rows = people.enter_context(Rows(stage.server.url(OWNER, f"bench_{LARGE}")))
        answers = people.enter_context(Answers(stage.web(LARGE), survey))
        measured = side_by_side({"一行": rows, "一份答卷": answers})
    each = {"一行": PEOPLE * ROWS, "一份答卷": PEOPLE * ANSWERS}
    speed = {name: number / median(measured.seconds[name]) for name, number in each.items()}
    note = f"答卷 {speed['一份答卷']:,.0f}/s，写一行 {speed['一行']:,.0f}/s"
    ratio = measured.ratio("一行", to="一份答卷") * ANSWERS / ROWS
    yield Result(f"{QUESTIONS} 题的匿名问卷", ratio, 0.05, is_floor=True, note=note)


def _survey() -> Survey:
    choices = [{"key": f"a{at}", "label": f"选项 {at}"} for at in range(1, 6)]
    items: list[dict[str, Any]] = [
        {"key": f"q{at}", "kind": "single", "label": f"第 {at} 个问题", "is_required": True, "choices": choices}
        for at in range(1, QUESTIONS + 1)
    ]
    body = Organisation.objects.filter(kind="association").order_by("id")[0]
    survey = actions.add(body, draft={"title": "测速", "items": items}, by=BY)
    given: dict[str, Any] = {"audience": "link", "once": "nobody", "is_anonymous": True}
    return actions.publish(survey, **given, seen=survey.revision, by=BY)


class Together:
    """Several people at once, each on a connection that stays open; a call lets each of them do the thing."""

    def __init__(self) -> None:
        self.stack = ExitStack()
        self.connections: list[Any] = []

    def __enter__(self) -> "Together":
        self.threads = self.stack.enter_context(ThreadPoolExecutor(PEOPLE))
        self.connections = [self._connect() for _ in range(PEOPLE)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for connection in self.connections:
            connection.close()
        self.stack.close()

    def __call__(self) -> None:
        """Let every one do it a number of times."""
        list(self.threads.map(self._do, self.connections))

    def _connect(self) -> Any:  # noqa: ANN401 - of the database or the web server
        raise NotImplementedError

    def _do(self, connection: Any) -> None:  # noqa: ANN401
        raise NotImplementedError


class Rows(Together):
    """Rows of the size of an answer, each inserted and committed by psycopg alone."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.text = json.dumps({f"q{at}": "a1" for at in range(1, QUESTIONS + 1)})

    def _connect(self) -> Any:  # noqa: ANN401
        return psycopg.connect(self.address, autocommit=True)

    def _do(self, connection: Any) -> None:  # noqa: ANN401
        for _ in range(ROWS):
            connection.execute("INSERT INTO bench_row (answers) VALUES (%s)", [self.text])


class Answers(Together):
    """Whole answers, sent as a browser sends them; raises ConnectionError for one that is not taken."""

    def __init__(self, address: Address, survey: Survey) -> None:
        super().__init__()
        self.address, self.path = address, f"/surveys/{survey.code}/answer/"
        self.typed = {f"a.q{at}": f"a{at % 5 + 1}" for at in range(1, QUESTIONS + 1)}
        first = self._connect()
        first.request("GET", self.path)
        page = first.getresponse()
        cookie = page.headers.get("Set-Cookie", "").partition(";")[0]
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
        if not found or not cookie.startswith(settings.CSRF_COOKIE_NAME):
            raise ConnectionError(f"{self.path} shows no form")
        self.typed["csrfmiddlewaretoken"], self.headers = found[1], {**FORM, "Cookie": cookie}
        first.close()

    def _connect(self) -> HTTPConnection:
        return HTTPConnection(self.address.host, self.address.port)

    def _do(self, connection: HTTPConnection) -> None:
        for _ in range(ANSWERS):
            body = urlencode({**self.typed, "form_key": secrets.token_urlsafe(24)})
            connection.request("POST", self.path, body, self.headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 303:
                raise ConnectionError(f"{self.path} answered {answer.status}")
