"""The outside ledger: what was sent and what was acknowledged, written through to the disk before the next step.

Whoever keeps it stands outside the product and believes only answers. Afterwards it is laid beside the database.
"""

import json
import os
import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kexie.operation.tests.factories import soon
from tests.drills.client import BROKEN, Answer, Browser
from tests.drills.system import System

REFUSED = range(400, 500)
MARK = "drill"  # how the words begin that the drill types
RETRIED = 0.6  # how often somebody whose form was not answered sends it again


@dataclass(frozen=True)
class Deed:
    """Something that staff do: the page, what is typed with a word of its own, and where it must be found again."""

    what: str
    page: str
    typed: Callable[[str], Mapping[str, str]]
    rows: str  # asks for the words in the rows and how often each is there
    word: str  # the field of the record that has it
    later: bool = False  # whether the record comes from the worker


DEEDS = (
    Deed(
        "organisations.agree_task",
        "/organisations/{federation}/agree_task/",
        lambda word: {"title": word, "agreed_on": "2026-01-01"},
        "SELECT title, count(*) FROM agreed_task GROUP BY title",
        "title",
    ),
    Deed(
        "organisations.add",
        "/organisations/{county}/add/",
        lambda word: {"name": word, "kind": "enterprise", "region": "云溪区", "status": "active"},
        "SELECT name, count(*) FROM organisation GROUP BY name",
        "name",
    ),
    Deed(
        "organisations.add_branch",
        "/organisations/{federation}/add_branch/",
        lambda word: {"name": word, "kind": "study_group"},
        "SELECT name, count(*) FROM branch GROUP BY name",
        "name",
    ),
    Deed(
        "organisations.change",
        "/organisations/{federation}/change/",
        lambda word: {"name": "演练联合会", "short_name": word},
        "SELECT after ->> 'short_name', count(*) FROM record WHERE what = 'organisations.change' GROUP BY 1",
        "short_name",
    ),
    Deed(  # done by the worker, which records it when it is done
        "directory.export_subordinates",
        "/organisations/{county}/subordinates/export_subordinates/",
        lambda word: {"q": word},
        "SELECT substring(back FROM 'q=(drill[0-9a-f]+)'), count(*) FROM job GROUP BY 1",
        "q",
        later=True,
    ),
)
RECORDS = "SELECT after ->> %s, count(*) FROM record WHERE what = %s AND jsonb_exists(after, %s) GROUP BY 1"


class Ledger:
    """A file of lines; each stands on the disk when `write` returns."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, threading.Lock()
        path.touch()

    def write(self, event: str, word: str, **more: object) -> None:
        """Write a line."""
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"event": event, "word": word, **more}, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def lines(self) -> list[dict[str, Any]]:
        """All lines so far."""
        with self._lock, self._path.open(encoding="utf-8") as file:
            return [json.loads(line) for line in file]


@dataclass
class Load:
    """Clients that send forms as fast as they are answered, until told to stop."""

    system: System
    staged: Mapping[str, Any]
    ledger: Ledger
    stopping: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Sign everybody in and begin."""
        for place in self.staged["clients"]:
            browser = Browser(self.system.address)
            assert soon(lambda: browser.sign_in(place["name"], self.staged["password"])), place  # noqa: B023
            thread = threading.Thread(target=self._work, args=[browser, place], daemon=True)
            self.threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """Let everybody finish what they are at."""
        self.stopping.set()
        for thread in self.threads:
            thread.join(120)
            assert not thread.is_alive()

    def _work(self, browser: Browser, place: Mapping[str, str]) -> None:
        while not self.stopping.is_set():
            deed = random.choice(DEEDS)
            page = deed.page.format(**place)
            try:
                form = browser.hidden(page)
            except BROKEN:
                form = {}
            if "form_key" not in form:
                time.sleep(0.05)
                continue
            word = f"{MARK}{secrets.token_hex(8)}"
            self.ledger.write("sent", word, what=deed.what)
            self._insist(browser, page, form | dict(deed.typed(word)), word)

    def _insist(self, browser: Browser, page: str, form: dict[str, str], word: str) -> None:
        """Send a form, and perhaps again, until somebody says what became of it."""
        while True:
            try:
                answer: Answer | None = browser.post(page, form)
            except BROKEN:
                answer = None
            if answer and answer.is_led_on and not answer.location.startswith("/signin"):
                return self.ledger.write("acknowledged", word)
            if answer and answer.status in REFUSED:
                return self.ledger.write("refused", word, status=answer.status, text=answer.text[:2000])
            if random.random() > RETRIED:
                return self.ledger.write("left", word)
            self.ledger.write("again", word)
            time.sleep(0.2)


@dataclass(frozen=True)
class Verdict:
    """The ledger beside the database."""

    figures: Mapping[str, int]
    lost: list[str]
    doubled: list[str]
    torn: list[str]  # a deed without its record, or a record without its deed
    unknown: list[str]  # what nobody sent

    @property
    def is_clean(self) -> bool:
        """Whether everything is there once."""
        return not (self.lost or self.doubled or self.torn or self.unknown)

    def __str__(self) -> str:
        wrong = {name: found for name, found in vars(self).items() if name != "figures" and found}
        return f"{dict(self.figures)} {wrong or 'nothing lost, nothing doubled'}"


def verdict(system: System, ledger: Ledger, *, is_worked_off: bool = False) -> Verdict:
    """Lay the ledger beside the database; `is_worked_off` where the worker was waited for."""
    lines = ledger.lines()
    what = {line["word"]: line["what"] for line in lines if line["event"] == "sent"}
    acknowledged = {line["word"] for line in lines if line["event"] == "acknowledged"}
    refused = {line["word"] for line in lines if line["event"] == "refused"}
    rows: dict[tuple[str, str], int] = {}
    records: dict[tuple[str, str], int] = {}
    for deed in DEEDS:
        rows |= {(deed.what, word): number for word, number in system.ask(deed.rows) if str(word).startswith(MARK)}
        listed = system.ask(RECORDS, deed.word, deed.what, deed.word)
        records |= {(deed.what, word): number for word, number in listed if str(word).startswith(MARK)}
    waited = set() if is_worked_off else {deed.what for deed in DEEDS if deed.later}
    known = {(deed, word) for word, deed in what.items()}
    counted = Counter(line["event"] for line in lines)
    return Verdict(
        figures=dict(counted) | {"done": len(rows)},
        lost=[f"{what[word]} {word}" for word in acknowledged if rows.get((what[word], word), 0) < 1],
        doubled=[f"{deed} {word}" for found in (rows, records) for (deed, word), number in found.items() if number > 1]
        + [word for word in refused if rows.get((what[word], word))],
        torn=[
            f"{deed} {word}"
            for deed, word in rows.keys() ^ records.keys()
            if deed not in waited or (deed, word) in records
        ],
        unknown=[f"{deed} {word}" for deed, word in rows.keys() - known],
    )
