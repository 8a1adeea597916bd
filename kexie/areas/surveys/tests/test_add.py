"""A survey begins blank, from a model, from pasted text, or as a copy."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import factories
from kexie.engines.questionnaires.rules import ready
from kexie.engines.sheets import queries as sheets
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-01", "FRM-03")]
TEXT = "培训调查\n1. 您的性别 [单选][必填]\nA. 男\nB. 女\n2. 您的建议 [问答]"


@pytest.mark.parametrize(
    ("source", "questions"), [("blank", 0), *((one.name, len(ready.model(one.name)["items"])) for one in ready.MODELS)]
)
def test_blank_and_from_each_model(source: str, questions: int) -> None:
    desk = bodies.association(factories.COUNTY)
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/surveys/add/"
    answer = pages.send(browser, address, source=source, title=" 我的　问卷 ", text="")
    assert answer.status_code == 303, answer.text
    made = Survey.objects.get()
    assert (made.questionnaire.title, len(made.questionnaire.definition.items)) == ("我的 问卷", questions)
    assert answer.headers["Location"] == f"/surveys/{made.code}/change/"


def test_a_copy_keeps_the_earlier_one_and_is_a_draft() -> None:
    earlier = factories.opened()
    desk = earlier.organisation
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/surveys/add/"
    assert f'value="{earlier.code}" checked' in browser.get(f"{address}?source={earlier.code}").text
    assert pages.status(browser, address, source=earlier.code, title="", text="") == 303
    made = Survey.objects.exclude(pk=earlier.pk).get()
    assert made.stage == "draft"
    assert made.questionnaire.title == f"{earlier.questionnaire.title}（复制）"
    assert made.questionnaire.draft["items"] == earlier.questionnaire.draft["items"]


def test_anothers_survey_is_no_source() -> None:
    other = factories.draft(bodies.association("430611"))
    desk = bodies.association(factories.COUNTY)
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/surveys/add/"
    assert pages.status(browser, address, source=other.code, title="", text="") == 422
    assert other.questionnaire.title not in browser.get(address).text


@pytest.mark.spec("FRM-11")
def test_pasted_text_becomes_questions() -> None:
    desk = bodies.association(factories.COUNTY)
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/surveys/add/"
    assert pages.status(browser, address, source="paste", title="", text=TEXT) == 303
    items = Survey.objects.get().questionnaire.definition.items
    assert [(item.kind.value, item.is_required) for item in items] == [("single", True), ("paragraph", False)]


@pytest.mark.spec("FRM-11")
def test_what_was_not_understood_is_told_and_can_be_left() -> None:
    desk = bodies.association(factories.COUNTY)
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/surveys/add/"
    text = f"{TEXT}\n不知道是什么的一行"
    refused = pages.send(browser, address, source="paste", title="", text=text)
    assert refused.status_code == 422
    assert "看懂了 2 道题" in refused.text
    assert "第 6 行" in refused.text
    assert text.replace("\n", "\r\n") in refused.text or text in refused.text
    assert pages.status(browser, address, source="paste", title="", text=text, is_taken="on") == 303


@pytest.mark.spec("FRM-11")
@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "没有看出题目"), ("只有一句话", "没有看出题目"), ("1. 题\n" * 20_001, "问卷文字最多 100000 个字")],
)
def test_text_without_a_question_or_without_end_is_refused(text: str, sentence: str) -> None:
    desk = bodies.association(factories.COUNTY)
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/surveys/add/"
    refused = pages.send(browser, address, source="paste", title="", text=text)
    assert (refused.status_code, sentence in refused.text) == (422, True)
    assert not Survey.objects.exists()


SHEETS = {
    "survey": [
        ["type", "name", "label"],
        ["text", "who", "您的称呼"],
        ["geopoint", "spot", "位置"],
        ["integer", "age", "年龄"],
    ],
    "settings": [["form_title"], ["农村科普调查"]],
}


def workbook(leaves: dict[str, list[list[str]]], name: str = "form.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, sheets.bound(leaves, title="表"))


@pytest.mark.spec("FRM-03")
def test_a_spreadsheet_is_imported_and_what_is_lost_is_told_once() -> None:
    desk = bodies.association(factories.COUNTY)
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/surveys/add/"
    refused = pages.send(browser, address, source="xlsform", title="", text="", file=workbook(SHEETS))
    assert refused.status_code == 422
    for words in ("带过来 2 道题，有 1 处", "survey 表第 3 行，type（A 列）", "系统没有这种题，没有带过来。"):
        assert words in refused.text, words
    read = re.search(r'name="read" value="([^"]+)"', refused.text)
    assert read is not None
    typed = {"source": "xlsform", "title": "", "text": "", "read": html.unescape(read[1])}
    assert pages.status(browser, address, **typed) == 303
    made = Survey.objects.get().questionnaire
    assert (made.title, [item.key for item in made.definition.items]) == ("农村科普调查", ["who", "age"])


@pytest.mark.spec("FRM-03")
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "请选择 XLSForm 文件"),
        ({"file": workbook({"Sheet1": [["姓名"], ["王敏"]]})}, "没有名叫 survey 的工作表"),
        ({"file": workbook({"survey": [["type", "name"], ["geopoint", "a"]]})}, "没有系统能用的题目"),
        ({"file": workbook(SHEETS, "form.xls")}, "旧格式的 .xls 文件"),
        ({"file": SimpleUploadedFile("form.xlsx", b"PK\x03\x04rubbish")}, "打不开"),
        ({"read": "{"}, "问卷的数据不完整"),
        ({"read": '{"title": "x", "items": [{"key": "q", "kind": "script"}]}'}, "没有保存"),
    ],
)
def test_what_is_no_such_spreadsheet_is_refused(typed: dict[str, Any], words: str) -> None:
    desk = bodies.association(factories.COUNTY)
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/surveys/add/"
    refused = pages.send(browser, address, source="xlsform", title="", text="", **typed)
    assert (refused.status_code, words in refused.text) == (422, True), refused.text
    assert not Survey.objects.exists()
