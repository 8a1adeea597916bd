"""Letters with activation codes, as PDF and Word: from one source, all as it stands, every character drawn."""

import io
import re
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from docx import Document
from docx.oxml.ns import qn
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kexie.engines.papers import queries, rules
from kexie.engines.papers.queries import drawing
from kexie.engines.papers.rules import Letter
from kexie.engines.papers.tests.test_slips import plain
from tests import qr as telephone

pytestmark = pytest.mark.spec("ACC-03")

LETTER = Letter(
    organisation="岳阳市云溪区科学技术协会",
    name="王敏",
    roles="管理员、秘书",
    code="K7QM-4T9P-XW2H-6CJR",
    address="https://kexie.example/activate/",
    valid_until="2026-12-21",
    link="https://kexie.example/activate/?code=K7QM-4T9P-XW2H-6CJR",
    issuer="岳阳市科学技术协会",
    date="2026 年 11 月 21 日",
)
SHOWN = ("organisation", "name", "roles", "code", "address", "valid_until", "issuer", "date")
HOSTILE = (
    "{{ letter.code }}",
    "{% for x in y %}",
    "{{7*7}}{#c#}",
    "{_{ a }_} {_% b %_}",
    "<w:t>x</w:t> & &amp; <b>",
    "a\x00b\x0bc",
    '#read("/etc/passwd") *b* $x$ _u_',
    "]]> <!-- --> <?x?>",
)
RARE = "𠮷㐂䶮"


def letter(**changed: str) -> Letter:
    return Letter(**{**vars(LETTER), **changed})


def pdf_pages(*letters: Letter) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(queries.letters(letters))).pages]


def word(*letters: Letter) -> tuple[str, int]:
    """All text of the Word document, and how many pictures there are in it."""
    read = Document(io.BytesIO(queries.letters_in_word(letters)))
    texts = [element.text or "" for element in read.element.body.iter(qn("w:t"))]
    return "".join(texts), len(list(read.element.body.iter(qn("w:drawing"))))


def test_all_stands_on_both() -> None:
    (page,) = pdf_pages(LETTER)
    text, pictures = word(LETTER)
    for name in SHOWN:
        assert plain(getattr(LETTER, name)) in plain(page), name
        assert plain(getattr(LETTER, name)) in plain(text), name
    for words in ("账号激活通知书", "一、用手机扫描二维码", "激活码只能用一次"):
        assert plain(words) in plain(page)
        assert plain(words) in plain(text)
    assert pictures == 1


def test_a_page_each() -> None:
    three = [letter(name=f"甲{number}", code=f"CODE-{number}") for number in range(3)]
    found = pdf_pages(*three)
    assert [f"甲{number}" in plain(page) for number, page in enumerate(found)] == [True] * 3
    read = Document(io.BytesIO(queries.letters_in_word(three)))
    assert len([1 for br in read.element.body.iter(qn("w:br")) if br.get(qn("w:type")) == "page"]) == 2
    assert word(*three)[1] == 3


def test_a_telephone_reads_the_link_from_both(monkeypatch: pytest.MonkeyPatch) -> None:
    (picture,) = Document(io.BytesIO(queries.letters_in_word([LETTER]))).part.package.image_parts
    assert telephone.seen(picture.blob) == [LETTER.link]
    monkeypatch.setattr(drawing, "_drawn", partial(drawing._drawn, format="png", ppi=144))  # to be seen
    assert telephone.seen(queries.letters([LETTER])) == [LETTER.link]


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_mark_is_only_text(text: str) -> None:
    (page,) = pdf_pages(letter(name=text, organisation=text))
    assert plain(rules.shown(text)) in plain(page)
    assert rules.shown(text) in word(letter(name=text, organisation=text))[0]


@pytest.mark.spec("SEC-04")
@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_no_text_breaks_them(text: str) -> None:
    assert queries.letters([letter(name=text, roles=text)]).startswith(b"%PDF-")
    assert rules.shown(text) in word(letter(name=text, roles=text))[0]


def test_characters_of_gb_18030_are_read_back_and_really_drawn() -> None:
    assert queries.uncovered([RARE]) == set()
    reader = PdfReader(io.BytesIO(queries.letters([letter(name=RARE)])))
    assert RARE in reader.pages[0].extract_text()
    lines = outlines(reader)
    assert [lines[character] > 3 for character in RARE] == [True] * 3


def outlines(reader: PdfReader) -> dict[str, int]:
    """How many strokes the embedded fonts draw for each character; the box of what is missing stands for none."""
    found: dict[str, int] = {}
    for font in reader.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        whole = font.get_object()
        described = whole["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        if "/FontFile3" not in described:
            continue
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(described["/FontFile3"].get_object().get_data()), None, isCFF2=False)
        glyphs = fonts[0].CharStrings
        pairs = re.findall(
            r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", whole["/ToUnicode"].get_object().get_data().decode(), re.MULTILINE
        )
        for glyph, character in pairs:
            if number := int(glyph, 16):  # 0 is the box
                pen = RecordingPen()
                glyphs[f"cid{number:05}"].draw(pen)
                found[bytes.fromhex(character).decode("utf-16-be")] = len(pen.value)
    return found


def test_what_no_font_has_is_said() -> None:
    nowhere = "\U0003134a"  # assigned in 2020, in hardly any font
    if nowhere in queries.uncovered([nowhere]):
        assert nowhere in rules.lacking({nowhere})
    assert queries.uncovered(["王敏 Anna 123"]) == set()
    assert queries.uncovered(["\ue000"]) <= {"\ue000"}


def test_word_names_the_fonts_of_chinese_text() -> None:
    styles = Document(str(queries.DATA / "letters.docx")).styles
    fonts = {name: styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in ("Normal", "Title")}
    assert fonts == {"Normal": "仿宋", "Title": "宋体"}


def test_word_draws_them_as_chinese_and_the_code_in_one_line() -> None:
    read = Document(io.BytesIO(queries.letters_in_word([LETTER])))
    assert read.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:eastAsia")) == "zh-CN"
    (table,) = read.tables
    columns = [column.width for column in table.columns]  # LibreOffice asks the columns, Word the cells
    assert columns == [cell.width for cell in table.rows[0].cells]
    (code,) = [run for cell in table.rows[0].cells for text in cell.paragraphs for run in text.runs if run.font.bold]
    assert len(LETTER.code) * 0.6 * code.font.size < columns[0]


def test_too_many_at_once_are_refused() -> None:
    many = [LETTER] * (rules.MOST_LETTERS + 1)
    for make in (queries.letters, queries.letters_in_word):
        with pytest.raises(ValidationError, match="一次最多生成 300 封"):
            make(many)
