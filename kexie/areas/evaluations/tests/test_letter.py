"""The result as an official paper."""

import io

import pytest
from docx import Document
from pypdf import PdfReader

from kexie.areas.evaluations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_it_says_points_grade_parts_feedback_and_how_to_object() -> None:
    row = factories.released(is_ranking_open=True)
    browser, address = pages.browser(factories.secretary(row)), f"/evaluations/{row.code}/letter/"
    pdf = PdfReader(io.BytesIO(browser.get(address).content))
    word = Document(io.BytesIO(browser.get(f"{address}?as=word").content))
    for shown in ("".join(page.extract_text() for page in pdf.pages), "".join(one.text for one in word.paragraphs)):
        words = "".join(shown.split())
        parts = ("得分79.5分", "等次为合格", "列第1名", "组织39.5分", "工作扎实", "请再接再厉", "云科协〔2026〕9号")
        for part in parts:
            assert part in words, part


def test_before_the_result_there_is_none() -> None:
    row = factories.confirmed()
    for person in (factories.secretary(row), factories.reviewer(row)):
        assert pages.browser(person).get(f"/evaluations/{row.code}/letter/").status_code == 404
