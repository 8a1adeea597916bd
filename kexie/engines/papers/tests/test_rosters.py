"""Lists of people: headings on each page, all rows in their order, the same on both."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from docx import Document
from docx.enum.section import WD_ORIENTATION
from pypdf import PdfReader

from kexie.engines.papers import queries, rules
from kexie.engines.papers.rules import Roster
from kexie.engines.papers.rules.rosters import MOST_ROWS
from kexie.engines.papers.tests.test_letters import HOSTILE, RARE
from kexie.engines.papers.tests.test_slips import plain

pytestmark = pytest.mark.spec("MEM-01b")

ROSTER = Roster(
    title="湖南洞庭新材料有限公司科学技术协会会员名册",
    notes=("截至2026年11月21日，共2人。",),
    columns=("序号", "姓名", "单位"),
    rows=(("1", "王𠮷", "研发中心"), ("2", "李敏", "生产部")),
)


def roster(**changed: Any) -> Roster:
    return Roster(**{**vars(ROSTER), **changed})


def pdf(made: Roster) -> list[str]:
    return [plain(page.extract_text()) for page in PdfReader(io.BytesIO(queries.roster_pdf(made))).pages]


def cells(made: Roster) -> list[list[str]]:
    (table,) = Document(io.BytesIO(queries.roster_docx(made))).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_all_stands_on_both() -> None:
    (page,) = pdf(ROSTER)
    for words in (ROSTER.title, *ROSTER.notes, *ROSTER.columns, *sum(ROSTER.rows, ()), "第1页，共1页"):
        assert plain(words) in page, words
    assert cells(ROSTER) == [list(ROSTER.columns), *map(list, ROSTER.rows)]
    texts = [text.text for text in Document(io.BytesIO(queries.roster_docx(ROSTER))).paragraphs]
    assert texts == [ROSTER.title, *ROSTER.notes, *texts[2:]]


def test_headings_stand_on_each_page_and_no_row_is_lost() -> None:
    many = roster(rows=tuple((str(number), f"甲{number}", "部门") for number in range(200)))
    found = pdf(many)
    assert len(found) > 2
    assert all("序号姓名单位" in page for page in found)
    assert "".join(found).count("甲") == 200


def test_many_columns_turn_the_page() -> None:
    wide = roster(columns=("很长的列名称",) * 9, rows=(("内容内容内容",) * 9,))
    (page,) = PdfReader(io.BytesIO(queries.roster_pdf(wide))).pages
    assert page.mediabox.width > page.mediabox.height
    (section,) = Document(io.BytesIO(queries.roster_docx(wide))).sections
    assert section.orientation == WD_ORIENTATION.LANDSCAPE
    assert section.page_width is not None
    assert round(section.page_width.mm) == 297
    (upright,) = PdfReader(io.BytesIO(queries.roster_pdf(ROSTER))).pages
    assert upright.mediabox.width < upright.mediabox.height


def test_an_empty_list_has_its_headings() -> None:
    assert "序号姓名单位" in pdf(roster(rows=()))[0]
    assert cells(roster(rows=())) == [list(ROSTER.columns)]


def test_too_many_rows_are_refused() -> None:
    many = roster(rows=(("1", "2", "3"),) * (MOST_ROWS + 1))
    for make in (queries.roster_pdf, queries.roster_docx):
        with pytest.raises(ValidationError, match="名册一次最多 1,000 人"):
            make(many)


def test_rare_names_are_read_back() -> None:
    made = roster(rows=(("1", RARE, ""),))
    assert RARE in pdf(made)[0]
    assert queries.lacking(made) == ""


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_mark_is_only_text(text: str) -> None:
    made = roster(title=text, rows=((text, text, text),), columns=(text, "乙", "丙"), notes=(text,))
    assert plain(rules.shown(text)) in pdf(made)[0]
    assert cells(made)[1] == [rules.shown(text)] * 3
