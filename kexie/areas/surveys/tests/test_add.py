"""A survey begins blank, from a model, from pasted text, or as a copy."""

import pytest

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import factories
from kexie.engines.questionnaires.rules import ready
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
