"""Charters and regulations: chapters and articles numbered, the same on both."""

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kexie.engines.papers import queries, rules
from kexie.engines.papers.rules import Articles, Chapter
from kexie.engines.papers.rules.articles import numbered
from kexie.engines.papers.rules.texts import counted
from kexie.engines.papers.tests.test_letters import HOSTILE, RARE
from kexie.engines.papers.tests.test_slips import plain

pytestmark = pytest.mark.spec("EST-09")

CHARTER = Articles(
    title="湖南洞庭新材料有限公司科学技术协会章程",
    subtitle="（草案）",
    note="本草案由筹备组提出。",
    chapters=(
        Chapter("总则", ("本会名称写在这里。", "本会的任务是：\n（一）学术交流；\n（二）科学普及。")),
        Chapter("会员", ("赞成本章程的人可以申请入会。",)),
    ),
)
WORDS = (
    "（草案）",
    "第一章　总则",
    "第一条　本会名称写在这里。",
    "第二条　本会的任务是：（一）学术交流；（二）科学普及。",
    "第二章　会员",
    "第三条　赞成本章程的人可以申请入会。",
    "本草案由筹备组提出。",
)


def pdf(articles: Articles) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(queries.articles_pdf(articles))).pages)


def word(articles: Articles) -> str:
    read = Document(io.BytesIO(queries.articles_docx(articles)))
    return "".join(element.text or "" for element in read.element.body.iter(qn("w:t")))


def charter(**changed: Any) -> Articles:
    return Articles(**{**vars(CHARTER), **changed})


def test_all_stands_on_both_with_numbers() -> None:
    for made in (pdf(CHARTER), word(CHARTER)):
        for words in (*WORDS, CHARTER.title):
            assert plain(words) in plain(made), words


def test_articles_are_counted_through_all_chapters() -> None:
    shown = numbered(charter(chapters=(Chapter("", ("甲",) * 10), Chapter("乙", ("丙",) * 101))))
    assert [article[0] for article in shown["chapters"][1]["articles"]][::100] == ["第十一条", "第一百一十一条"]
    assert [chapter["heading"] for chapter in shown["chapters"]] == ["", "第一章　乙"]


def test_no_two_numbers_are_written_alike() -> None:
    assert len({counted(number) for number in range(1, 1000)}) == 999


def test_a_heading_never_ends_a_page() -> None:
    many = tuple(Chapter(f"标题{number}", ("条文" * 30,) * 3) for number in range(12))
    for page in PdfReader(io.BytesIO(queries.articles_pdf(charter(chapters=many)))).pages:
        lines = [line for line in page.extract_text().splitlines() if line.strip() and "—" not in line]
        assert "标题" not in lines[-1]


def test_headings_are_headings_in_word() -> None:
    styles = {text.text: text.style.name for text in Document(io.BytesIO(queries.articles_docx(CHARTER))).paragraphs}
    assert styles["第一章　总则"] == "Heading 1"
    assert styles[CHARTER.title] == "Title"


def test_rare_names_are_read_back() -> None:
    made = charter(chapters=(Chapter(RARE, (RARE,)),))
    assert pdf(made).count(RARE) == 2
    assert queries.lacking(made) == ""


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_mark_is_only_text(text: str) -> None:
    made = charter(chapters=(Chapter(text, (text,)),), note=text)
    assert plain(pdf(made)).count(plain(" ".join(map(rules.shown, text.splitlines())))) == 3
    assert rules.shown(text.splitlines()[0]) in word(made)


@pytest.mark.spec("SEC-04")
@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_breaks_them(text: str) -> None:
    made = Articles(text, text, text, (Chapter(text, (text, "")), Chapter("", ())))
    assert queries.articles_pdf(made).startswith(b"%PDF-")
    assert rules.shown(text) in word(made)
