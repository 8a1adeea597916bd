"""What is drawn side by side is the same paper, and where there is nothing to compare with, the bench says so."""

import io
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from kexie.engines.papers.tests.test_slips import plain
from kexie.operation.bench import papers
from kexie.operation.bench.stage import Stage
from kexie.operation.postgres import Server
from kexie.operation.processes import Run

pytestmark = pytest.mark.spec("PRF-11")


def words(file: bytes) -> list[str]:
    """What stands on each page."""
    return [plain(page.extract_text()) for page in PdfReader(io.BytesIO(file)).pages]


def test_each_letter_is_another() -> None:
    one, *others = papers.letters(5)
    assert len({letter.link for letter in (one, *others)} | {letter.name for letter in (one, *others)}) == 10
    assert any("𠮷" in letter.name for letter in (one, *others))


def test_both_draw_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    if papers._weasyprint() is None:
        pytest.skip("WeasyPrint needs Pango of the system")
    same = papers.letters(2)
    monkeypatch.setattr(papers, "letters", lambda number: same[:number])
    ours, theirs = words(papers.ours(2)), words(papers.theirs(2))
    assert len(ours) == 2
    assert ours == theirs


def test_without_the_other_library_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    said: list[str] = []
    stage = Stage(Path(), Server(Path()), Run(Path()), sizes=(1, 2), say=said.append)
    assert list(papers.drawn(stage)) == []
    assert said == [papers.NO_PANGO]
