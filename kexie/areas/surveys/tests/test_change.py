"""The builder sends the draft: what is kept, what is told, and who was faster."""

import json
from typing import Any

import pytest

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import factories
from kexie.engines.questionnaires.models import Questionnaire
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-03")]


def sent(survey: Survey, draft: Any, seen: int | None = None, person: Any = None) -> pages.Answer:
    survey.questionnaire.refresh_from_db()
    browser = pages.browser(person or factories.staff(survey.organisation))
    text = draft if isinstance(draft, str) else json.dumps(draft, ensure_ascii=False)
    seen = survey.questionnaire.revision if seen is None else seen
    return pages.send(browser, f"/surveys/{survey.code}/change/", draft=text, seen=seen)


def test_a_draft_with_flaws_is_kept_and_its_flaws_are_told() -> None:
    survey = factories.draft()
    answer = sent(survey, {"title": "新标题", "items": [{"key": "q1", "kind": "text"}]})
    told = answer.json()
    assert answer.status_code == 200
    assert told["flaws"] == [{"key": "q1", "told": "第 1 题：请写题目。", "sentence": "请写题目。"}]
    kept = Questionnaire.objects.get()
    assert (kept.title, kept.revision, kept.draft["items"]) == (
        "新标题",
        told["revision"],
        [{"key": "q1", "kind": "text"}],
    )


def test_whoever_is_slower_is_told_who_was_faster_and_gets_what_stands() -> None:
    survey = factories.draft()
    seen = survey.questionnaire.revision
    faster = factories.staff(survey.organisation)
    assert sent(survey, {"title": "先到", "items": []}, seen, faster).status_code == 200
    answer = sent(survey, {"title": "后到", "items": []}, seen)
    told = answer.json()
    assert (answer.status_code, told["draft"]["title"], told["changed_name"]) == (409, "先到", faster.name)
    assert sent(survey, {"title": "后到", "items": []}, told["revision"]).status_code == 200
    assert Questionnaire.objects.get().title == "后到"


@pytest.mark.parametrize(
    "draft",
    ["", "{", "[]", "null", "[" * 100_000, '{"title": NaN}', '{"title": "\\u0000"}', '{"title": "\\ud800"}',
     '{"title": "a", "items": [{"key": "q", "kind": "text", "when": [1e999]}]}', '{"title": "a", "evil": 1}',
     '{"title": "' + "a" * 101 + '"}', '{"title": ' + "9" * 5000 + "}"],
)  # fmt: skip
def test_data_that_no_builder_sends_are_refused(draft: str) -> None:
    survey = factories.draft()
    before = Questionnaire.objects.get().draft
    answer = sent(survey, draft)
    assert answer.status_code == 422
    assert answer.json()["sentence"]
    assert Questionnaire.objects.get().draft == before


@pytest.mark.spec("FRM-05")
def test_what_ended_is_not_changed() -> None:
    survey = factories.closed()
    answer = sent(survey, {"title": "改题目", "items": []})
    assert (answer.status_code, "已经结束" in answer.json()["sentence"]) == (422, True)
    page = pages.browser(factories.staff(survey.organisation)).get(f"/surveys/{survey.code}/change/")
    assert "builder-data" not in page.text
    assert "复制成新的问卷" in page.text


@pytest.mark.spec("FRM-05")
def test_what_is_written_while_people_answer_is_not_asked_yet() -> None:
    survey = factories.opened()
    assert sent(survey, {"title": "改题目", "items": []}).status_code == 200
    asked = pages.browser().get(f"/surveys/{survey.code}/answer/").text
    assert ("您的年龄" in asked, "改题目" in asked) == (True, False)
    browser = pages.browser(factories.staff(survey.organisation))
    assert "您的年龄" in browser.get(f"/surveys/{survey.code}/preview/").text
    assert "您的年龄" not in browser.get(f"/surveys/{survey.code}/preview/?draft=on").text
    assert "换用新版" in browser.get(f"/surveys/{survey.code}/change/").text
