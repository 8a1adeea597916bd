"""What opens hostile content can do nothing else, and its end is an answer."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psutil
import pytest

from kexie.core import limited
from kexie.core.limited import ask
from kexie.operation.tests.factories import soon

pytestmark = pytest.mark.spec("SEC-04")


@pytest.fixture(autouse=True)
def _no_nursery() -> Iterator[None]:
    """Scripts of tests are read anew for each test."""
    yield
    limited.end()


def said(folder: Path, code: str, **limits: Any) -> Any:
    script = folder / "script.py"
    script.write_text(code, encoding="utf-8")
    return ask(script, b"content", {"a": 1}, **limits)


ANSWER = "def answer(content, given):\n    "


def test_facts_and_bytes_come_back(tmp_path: Path) -> None:
    code = ANSWER + "return {'given': given, 'name': '企业\\n科协'}, bytes(range(256)) + content"
    facts, made = said(tmp_path, code)
    assert facts == {"given": {"a": 1}, "name": "企业\n科协"}
    assert made == bytes(range(256)) + b"content"


def test_a_refusal_comes_back_as_a_word(tmp_path: Path) -> None:
    code = "from kexie.core.limited import Refused\n" + ANSWER + "raise Refused('rows', 7)"
    assert said(tmp_path, code).facts == {"refused": "rows", "what": 7}


ACTS = """
import json, os, socket, sys

def failed(act):
    try:
        act()
    except (OSError, MemoryError):
        return True
    return False

def answer(content, given):
    acts = [
        lambda: open("/etc/passwd"),
        lambda: open("/tmp/x", "w"),
        lambda: socket.socket(),
        lambda: os.pipe(),
        lambda: bytes(2**30),
    ]
    return {"failed": [failed(act) for act in acts], "env": list(os.environ), "django": "django" in sys.modules}
"""


def test_it_knows_nothing_and_opens_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "should-not-be-seen")
    facts = said(tmp_path, ACTS, memory=256 * 1024**2).facts
    assert facts["failed"] == [True] * 5
    assert not {"SECRET_KEY", "DATABASE_URL", "KEXIE_DATA_KEYS"} & set(facts["env"])
    assert not facts["django"]
    assert os.environ["SECRET_KEY"]


@pytest.mark.parametrize(
    ("code", "limits", "word"),
    [
        ("raise RuntimeError", {}, "broken"),
        (ANSWER + "raise RuntimeError", {}, "broken"),
        (ANSWER + "import os, signal; os.kill(os.getpid(), signal.SIGKILL)", {}, "heavy"),
        (ANSWER + "import time; time.sleep(60)", {"patience": 1.0}, "heavy"),
        (ANSWER + "\n    while True: pass", {"seconds": 1}, "heavy"),
        (ANSWER + "return {'x': len(bytes(2**31))}", {}, "heavy"),
        (ANSWER + "\n    f = lambda: f()\n    f()", {}, "broken"),
        (ANSWER + "return {'x': object()}", {}, "broken"),
        ("import os; os._exit(0)", {}, "broken"),
        (ANSWER + "import os; os.write(0, b'[{'); os._exit(0)", {}, "heavy"),
        (ANSWER + "import os; os.write(0, b'[{}, 9]\\n12345678'); os._exit(0)", {}, "heavy"),
    ],
)
def test_its_end_is_an_answer(code: str, limits: dict[str, Any], word: str, tmp_path: Path) -> None:
    assert said(tmp_path, code, **limits).facts["refused"] == word


# Where it is born

KIN = """
import os

seen = []

def answer(content, given):
    seen.append(content)
    if content == b"die":
        os.kill(os.getpid(), 9)
    return {"seen": len(seen), "self": os.getpid(), "nursery": os.getppid()}
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.py"
    path.write_text(KIN, encoding="utf-8")
    return path


def test_each_content_has_a_process_that_saw_no_other(script: Path) -> None:
    first, second = (ask(script, content, {}).facts for content in (b"one", b"two"))
    assert (first["seen"], second["seen"]) == (1, 1)
    assert first["self"] != second["self"]
    assert first["nursery"] == second["nursery"] != os.getpid()


def test_after_one_that_died_the_next_are_born_elsewhere(script: Path) -> None:
    """Else somebody could try out, one upload after the other, where in memory things lie."""
    before = ask(script, b"one", {}).facts["nursery"]
    assert ask(script, b"die", {}).facts == {"refused": "heavy"}
    assert ask(script, b"two", {}).facts["nursery"] != before


def test_a_nursery_is_given_up_after_so_many_births(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "BIRTHS", 2)
    first, second, third = (ask(script, b"", {}).facts["nursery"] for _ in range(3))
    assert first == second != third
    assert soon(lambda: not psutil.pid_exists(first) or psutil.Process(first).status() == psutil.STATUS_ZOMBIE)


def test_a_nursery_that_is_gone_is_replaced(script: Path) -> None:
    """It leaves when it had nothing to do for a while, perhaps at the very moment when it is asked."""
    before = psutil.Process(ask(script, b"", {}).facts["nursery"])
    before.kill()
    assert soon(lambda: before.status() == psutil.STATUS_ZOMBIE)
    assert ask(script, b"", {}).facts["nursery"] != before.pid


def test_one_that_has_nothing_to_do_leaves(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = (
        "import sys; sys.path.append(sys.argv[1]); from kexie.core import limited; limited.IDLE = 0.1; limited.main()"
    )
    monkeypatch.setattr(limited, "START", start)
    before = psutil.Process(ask(script, b"", {}).facts["nursery"])
    assert soon(lambda: before.status() == psutil.STATUS_ZOMBIE)
    assert ask(script, b"", {}).facts["seen"] == 1


def test_many_ask_at_once(script: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        facts = [answer.facts for answer in pool.map(lambda number: ask(script, bytes(number), {}), range(40))]
    assert [fact["seen"] for fact in facts] == [1] * 40
    assert len({fact["nursery"] for fact in facts}) == 1


def test_one_that_is_too_slow_harms_no_other(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(f"import time\n{ANSWER}time.sleep(len(content)); return {{}}", encoding="utf-8")
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(partial(ask, script, b"x" * 60, {}, patience=1.0))
        quick = [ask(script, b"", {}).facts for _ in range(3)]
        other = pool.submit(partial(ask, script, b"xx", {}))
        assert slow.result().facts == {"refused": "heavy"}
        assert (quick, other.result().facts) == ([{}] * 3, {})


def test_what_was_forked_from_us_has_nurseries_of_its_own(script: Path) -> None:
    ours = ask(script, b"", {}).facts["nursery"]
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        theirs = pool.submit(ask, script, b"", {}).result(20).facts["nursery"]
    assert ours != theirs
    assert ask(script, b"", {}).facts["nursery"] == ours


def test_it_ends_when_we_are_killed(script: Path) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        nursery = psutil.Process(pool.submit(ask, script, b"", {}).result(20).facts["nursery"])
        asking = nursery.parent()
        assert asking is not None
        asking.send_signal(signal.SIGKILL)
        assert soon(lambda: not nursery.is_running() or nursery.status() == psutil.STATUS_ZOMBIE)
