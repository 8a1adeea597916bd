"""Official papers in the layout of GB/T 9704-2012, measured on the drawn page; PDF and Word tell the same."""

import io
from datetime import date
from functools import partial
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw
from pypdf import PdfReader

from kexie.engines.papers import queries, rules
from kexie.engines.papers.rules import Official
from kexie.engines.papers.rules.official import parts, signature
from kexie.engines.papers.rules.texts import balanced, width
from kexie.engines.papers.tests.measures import Drawn, pages
from kexie.engines.papers.tests.test_letters import HOSTILE, RARE, outlines
from kexie.engines.papers.tests.test_slips import plain

pytestmark = pytest.mark.spec("EST-10")

PAPER = Official(
    organ="岳阳市云溪区科学技术协会",
    number="云科协〔2026〕12号",
    title="关于同意成立湖南洞庭新材料有限公司科学技术协会的批复",
    recipients=("湖南洞庭新材料有限公司科学技术协会筹备组",),
    paragraphs=(
        "你们报送的申请收悉。经研究，批复如下。",
        "一、同意成立",
        "（一）按期召开成立大会。选举产生第一届委员会。",
        "此复。",
    ),
    attachments=("候选人名单", "章程草案"),
    signed_by="岳阳市云溪区科学技术协会",
    signed_on=date(2026, 11, 5),
    copies_to=("岳阳市科学技术协会", "岳阳市云溪区总工会"),
)
WORDS = (
    "岳阳市云溪区科学技术协会文件",
    "云科协〔2026〕12号",
    "湖南洞庭新材料有限公司科学技术协会筹备组：",
    "你们报送的申请收悉。经研究，批复如下。",
    "一、同意成立",
    "（一）按期召开成立大会。选举产生第一届委员会。",
    "附件：1.候选人名单2.章程草案",
    "2026年11月5日",
    "抄送：岳阳市科学技术协会，岳阳市云溪区总工会。",
    "2026年11月5日印发",
)
FULL = ("口" * 28 * 70,)


def paper(**changed: Any) -> Official:
    return Official(**{**vars(PAPER), **changed})


def drawn(monkeypatch: pytest.MonkeyPatch, **changed: Any) -> list[Drawn]:
    return pages(partial(queries.official_pdf, paper(**changed)), monkeypatch)


def text_of(made: Official) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(queries.official_pdf(made))).pages)


def word_of(made: Official) -> str:
    read = Document(io.BytesIO(queries.official_docx(made)))
    return "".join(element.text or "" for element in read.element.body.iter(qn("w:t")))


def seal(*, is_clear: bool = False) -> bytes:
    picture = Image.new("RGBA", (420, 420))
    if not is_clear:
        ImageDraw.Draw(picture).ellipse((4, 4, 416, 416), outline=(0, 0, 0, 255), width=12)
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def test_all_stands_on_both() -> None:
    page, text = plain(text_of(PAPER)), plain(word_of(PAPER))
    for words in (*WORDS, *balanced(PAPER.title)):
        assert plain(words) in page, words
        assert plain(words) in text, words


def test_22_lines_of_28_characters_fill_the_type_area(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn(monkeypatch, paragraphs=FULL)[1].rows
    assert [len(line.stretches) for line in lines[:22]] == [28] * 22
    assert len(lines) == 23  # and the number of the page
    assert 37 <= lines[0].top < 38.2
    assert 260.8 < lines[21].bottom <= 262
    assert 28 <= min(line.left for line in lines[:22]) < 29.2
    assert 182.8 < max(line.right for line in lines[:22]) <= 184


def test_the_first_line_leaves_two_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = drawn(monkeypatch, paragraphs=FULL)[0].rows
    first = next(place for place, row in enumerate(rows) if len(row.stretches) == 26)
    assert rows[first].left - rows[first + 1].left == pytest.approx(2 * 156 / 28, abs=0.3)


def test_the_head_stands_where_the_standard_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    mark, number, rule, *_ = drawn(monkeypatch)[0].rows
    assert mark.top == pytest.approx(37 + 35, abs=0.4)
    assert [rule.left, rule.right] == pytest.approx([28, 184], abs=0.3)
    assert rule.top - number.bottom == pytest.approx(4, abs=0.9)  # the lower edge of the line, not of the ink
    for row in (mark, number):
        assert row.left - 28 == pytest.approx(184 - row.right, abs=2)


def test_the_mark_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    page = drawn(monkeypatch)[0]
    mark = page.picture.convert("RGB").crop((0, int(37 / 25.4 * 144), page.picture.width, int(85 / 25.4 * 144)))
    red, green, blue = mark.split()
    assert min(red.tobytes()) > 200
    assert min(green.tobytes()) < 5
    assert min(blue.tobytes()) < 20


def test_numbers_of_pages_stand_outside_7_mm_below(monkeypatch: pytest.MonkeyPatch) -> None:
    odd, even = (page.rows[-1] for page in drawn(monkeypatch, paragraphs=FULL)[:2])
    assert odd.right == pytest.approx(184 - 4.94, abs=1)
    assert even.left == pytest.approx(28 + 4.94, abs=1)
    for row in (odd, even):
        assert (row.top + row.bottom) / 2 == pytest.approx(262 + 7, abs=0.5)  # as high as the dashes


def test_the_imprint_ends_on_the_lower_edge(monkeypatch: pytest.MonkeyPatch) -> None:
    for copies in (PAPER.copies_to, ()):
        last = drawn(monkeypatch, copies_to=copies)[-1].rows[-2]
        assert last.bottom == pytest.approx(262, abs=0.4)
        assert [last.left, last.right] == pytest.approx([28, 184], abs=0.3)


def test_the_signature_never_stands_alone() -> None:
    for number in range(10, 24):
        read = PdfReader(io.BytesIO(queries.official_pdf(paper(paragraphs=("口" * 26,) * number, attachments=()))))
        page = next(page.extract_text() for page in read.pages if "2026年11月5日\n" in page.extract_text())
        assert "口" in page, number


@pytest.mark.parametrize(
    ("name", "has_seal", "expected"),
    [
        ("岳阳市科学技术协会", False, (2, 3)),  # 9 and 6 characters: the date begins two after the name
        ("省科协", False, (7, 2)),  # the date is longer: it leaves two
        (
            "湖南洞庭新材料有限公司科学技术协会筹备组",
            True,
            (0, 7),
        ),  # the name stands over the date, inside the type area
        ("省科协", True, (5.5, 4)),
    ],
)
def test_where_the_signature_stands(name: str, *, has_seal: bool, expected: tuple[float, float]) -> None:
    made = paper(signed_by=name, signed_on=date(2026, 1, 5), seal=seal() if has_seal else None)
    assert signature(made) == expected
    read = Document(io.BytesIO(queries.official_docx(made)))
    (shown,) = [text for text in read.paragraphs if text.style.name == "Signature"]
    assert shown.paragraph_format.right_indent / Mm(156) * 28 == pytest.approx(expected[0], abs=0.01)


def test_the_seal_lies_over_the_date(monkeypatch: pytest.MonkeyPatch) -> None:
    one = drawn(monkeypatch, seal=seal(), attachments=())[-1].picture.convert("L")
    without = drawn(monkeypatch, seal=seal(is_clear=True), attachments=())[-1].picture.convert("L")
    left, top, right, bottom = (edge / 144 * 25.4 for edge in ImageChops.difference(one, without).getbbox() or ())
    assert right - left == pytest.approx(42, abs=1.5)
    assert bottom - top == pytest.approx(42, abs=1.5)
    assert 184 - (left + right) / 2 == pytest.approx((4 + width("2026年11月5日") / 2) * 156 / 28, abs=0.5)


def test_the_seal_lies_over_the_words_in_word() -> None:
    read = Document(io.BytesIO(queries.official_docx(paper(seal=seal()))))
    (anchor,) = read.element.body.iter(qn("wp:anchor"))
    assert [round(int(anchor.find(qn("wp:extent")).get(side)) / 36000) for side in ("cx", "cy")] == [42, 42]
    assert not list(read.element.body.iter(qn("wp:inline")))


def test_word_has_the_same_type_area() -> None:
    read = Document(io.BytesIO(queries.official_docx(PAPER)))
    (section,) = read.sections
    edges = [section.left_margin, section.right_margin, section.top_margin, section.bottom_margin]
    assert [round(edge.mm) for edge in edges] == [28, 26, 37, 35]
    normal = read.styles["Normal"]
    assert 22 * normal.paragraph_format.line_spacing <= Mm(225) < 22.1 * normal.paragraph_format.line_spacing
    tracked = int(normal.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 * (normal.font.size + Pt(tracked)) <= Mm(156) < 28.1 * (normal.font.size + Pt(tracked))


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_mark_is_only_text(text: str) -> None:
    made = paper(paragraphs=(text,), recipients=(text,), copies_to=(text,), attachments=(text, text), printed_by=text)
    assert plain(text_of(made)).count(plain(rules.shown(text))) >= 6
    assert word_of(made).count(rules.shown(text)) >= 6


@pytest.mark.spec("SEC-04")
@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_breaks_them(text: str) -> None:
    made = paper(organ=text, number=text, title=text, paragraphs=(text,), signed_by=text, recipients=(text, text))
    assert queries.official_pdf(made).startswith(b"%PDF-")
    assert rules.shown(text) in word_of(made)


def test_rare_names_are_read_back_and_really_drawn() -> None:
    made = paper(paragraphs=(f"一、{RARE}", f"（一）{RARE}", RARE), title=RARE, organ=RARE, attachments=())
    assert queries.lacking(made) == ""
    reader = PdfReader(io.BytesIO(queries.official_pdf(made)))
    assert reader.pages[0].extract_text().count(RARE) == 5
    strokes = outlines(reader)
    assert [strokes[character] > 3 for character in RARE] == [True] * 3


def test_what_no_font_has_is_said() -> None:
    said = queries.lacking(paper(paragraphs=("王ༀ",)))
    assert "ༀ" in said
    assert "这台服务器的字体里没有这些字" in said


def test_headings_have_their_faces() -> None:
    assert parts("一、同意成立") == {"first": "一、同意成立", "second": "", "text": ""}
    long = "一、" + "长" * 40 + "。"
    assert parts(long) == {"first": "", "second": "", "text": long}
    assert parts("一、由甲负责；")["first"] == ""


@pytest.mark.parametrize("length", [1, 19, 20, 38, 39, 57, 80])
def test_titles_break_into_lines_that_fit(length: int) -> None:
    title = ("关于报送湖南洞庭新材料有限公司科学技术协会第一届委员会选举结果和章程的报告" * 3)[:length]
    lines = balanced(title)
    assert "".join(lines) == title
    assert max(map(width, lines)) <= 19
    assert len(lines) <= -(-length // 19) + 1


def test_a_word_longer_than_a_line_is_broken() -> None:
    lines = balanced("A" * 100)
    assert "".join(lines) == "A" * 100
    assert max(map(width, lines)) <= 19


@pytest.mark.parametrize("desk", ["云溪区科学技术协会", "岳阳市云溪区科学技术协会", "新疆维吾尔自治区科学技术协会"])
@pytest.mark.parametrize("body", ["云溪走查新材料有限公司科学技术协会", "甲科协", "协会"])
def test_no_line_of_a_title_tears_a_name(desk: str, body: str) -> None:
    lines = balanced(f"{desk}关于同意设立{body}的批复", names=(desk, body))
    assert "".join(lines) == f"{desk}关于同意设立{body}的批复"
    assert max(map(width, lines)) <= 19
    for name in (desk, body):
        assert any(name in line for line in lines), lines


def test_a_name_longer_than_a_line_ends_at_a_word() -> None:
    name = "岳阳绿色化工高新技术产业开发区湖南洞庭新材料股份有限公司科学技术协会"
    lines = balanced(f"云溪区科协关于同意设立{name}的批复", names=("云溪区科协", name))
    assert lines == [
        "云溪区科协关于同意设立",
        "岳阳绿色化工高新技术产业开发区",
        "湖南洞庭新材料股份有限公司",
        "科学技术协会的批复",
    ]
