"""What came of a survey on paper: the same numbers on both, bars of the right length, pictures of one question."""

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from kexie.engines.papers import queries, rules
from kexie.engines.papers.rules import Bar, Finding, Findings
from kexie.engines.papers.tests.test_letters import HOSTILE, RARE
from kexie.engines.papers.tests.test_slips import plain

pytestmark = pytest.mark.spec("FRM-08")

FIELDS = Finding(
    "第 1 题　您的专业领域",
    "单选，30 人回答",
    bars=(Bar("化工", "15 人，50.0%", 50), Bar("机械", "0 人，0.0%", 0), Bar(f"{RARE}", "30 人，100.0%", 100)),
)
YEARS = Finding("第 2 题　年限", "数字，30 人回答", facts=(("平均", "12.3 年"), ("最大", "40 年")))
GRID = Finding("第 3 题　满意吗", "矩阵", columns=("项目", "满意", "回答"), rows=(("食堂", "12（40%）", "30"),))
MADE = Findings("需求调查结果", ("云溪区科协", "有效答卷 30 份"), (FIELDS, YEARS, GRID), "不含作废的答卷。")


def _changed(**changed: Any) -> Findings:
    return Findings(**{**vars(MADE), **changed})


def _pdf(made: Findings) -> str:
    return plain("".join(page.extract_text() for page in PdfReader(io.BytesIO(queries.findings_pdf(made))).pages))


def test_both_tell_the_same() -> None:
    drawn, document = _pdf(MADE), Document(io.BytesIO(queries.findings_docx(MADE)))
    written = plain("".join(text.text for text in document.paragraphs))
    for words in (MADE.title, *MADE.notes, MADE.closing, *(part.heading + part.note for part in MADE.parts)):
        assert plain(words) in drawn, words
        assert plain(words) in written, words
    for line in FIELDS.bars:
        assert plain(line.label) in drawn
        assert plain(line.value) in drawn
    assert "平均12.3年最大40年" in drawn
    assert "平均12.3年最大40年" in written
    bars, grid = document.tables
    assert [[cell.text for cell in row.cells] for row in bars.rows] == [[b.label, "", b.value] for b in FIELDS.bars]
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [list(GRID.columns), *map(list, GRID.rows)]


def test_bars_are_as_long_as_their_part() -> None:
    bars, _ = Document(io.BytesIO(queries.findings_docx(MADE))).tables
    cells = [row.cells[1].paragraphs[0] for row in bars.rows]
    shaded = [len(list(row.cells[1].paragraphs[0].paragraph_format.element.iter(qn("w:shd")))) for row in bars.rows]
    assert shaded == [1, 0, 1]
    half, _, whole = [cell.paragraph_format.right_indent or 0 for cell in cells]
    assert whole == 0
    assert 0.4 < half / (bars.columns[1].width or 1) < 0.5


def test_a_question_is_a_picture() -> None:
    png = Image.open(io.BytesIO(queries.finding_picture(FIELDS, note="云溪区科协", kind="png")))
    blue = [count for count, colour in png.convert("RGB").getcolors(1 << 20) or [] if colour == (11, 92, 173)]
    assert png.width > 1200
    assert sum(blue) > 5_000
    svg = queries.finding_picture(GRID, note="", kind="svg")
    assert svg.startswith(b"<svg")
    assert b"<script" not in svg


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_mark_is_only_text(text: str) -> None:
    part = Finding(text, text, facts=((text, text),), bars=(Bar(text, text, 5),), columns=(text,), rows=((text,),))
    made = Findings(text, (text,), (part,), text)
    assert plain(rules.shown(text)) in _pdf(made)
    assert rules.shown(text) in [text.text for text in Document(io.BytesIO(queries.findings_docx(made))).paragraphs]
    assert queries.finding_picture(part, note=text, kind="svg")
