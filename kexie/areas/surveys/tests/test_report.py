"""The report of a survey, read back: Word and PDF, of some, with two questions crossed."""

import io

import pytest
from docx import Document
from pypdf import PdfReader

from kexie.areas.surveys.tests import collected, factories
from kexie.engines.papers.tests.test_slips import plain
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-08")]


def test_it_tells_what_the_page_tells() -> None:
    survey = collected.survey(title="年度需求")
    for field, stars in (("a1", "5"), ("a1", "4"), ("a2", "5")):
        collected.answer(survey, field=field, stars=stars, words="请多办培训", mobile="13800005678")
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/report/"
    assert "下载 Word" in browser.get(address).text
    answer = browser.get(address, {"kind": "docx", "down": "field", "across": "stars"})
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    document = Document(io.BytesIO(answer.content))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "年度需求结果" in text
    assert "有效答卷 3 份" in text
    assert "第 10 题 您的建议\n多行文字，3 人填写" in text
    assert "手机号，个人信息，不列入报告" in text
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["选项1", "", "2 人，66.7%"]
    assert [row.cells[-1].text for row in document.tables[-1].rows] == ["合计", "2", "1", "0", "3"]
    drawn = browser.get(address, {"kind": "pdf", "where": "field.a2"})
    words = plain("".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn.content)).pages))
    assert plain("有效答卷 1 份。只统计“您的专业领域”选了“选项2”的") in words
    assert "交叉分析" not in words
    assert " 开始收集，截至 " in text
    for told in (text, words):
        assert "请多办培训" not in told
        assert "13800005678" not in told


def test_what_nobody_offers_is_no_file() -> None:
    survey = collected.survey(number=1)
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/report/"
    for strange in ({"kind": "exe"}, {"kind": "docx" * 9}, {"where": "x.y"}, {"down": "'"}):
        assert browser.get(address, strange)["Content-Type"].startswith("text/html")
    assert "包含全部答卷" in browser.get(address, {"where": "field.a9"}).text
