"""What opens hostile content can do nothing else, and its end is an answer."""

import os
from pathlib import Path
from typing import Any

import pytest

from kexie.core.limited import ask

pytestmark = pytest.mark.spec("SEC-04")


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
    ],
)
def test_its_end_is_an_answer(code: str, limits: dict[str, Any], word: str, tmp_path: Path) -> None:
    assert said(tmp_path, code, **limits).facts["refused"] == word
