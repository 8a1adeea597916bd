"""A survey that people answer goes over to a new version; what was answered keeps the version it was given to."""

import json
from typing import Any

import pytest

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import factories
from kexie.engines.questionnaires.models import Collection, Quota, Response
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-05")]
FIELD: dict[str, Any] = factories.ITEMS[0]
THIRD = {"key": "a3", "label": "咨询"}
WITHOUT = [FIELD | {"choices": [FIELD["choices"][0], THIRD]}, {"key": "days", "kind": "number", "label": "几天"}]


def renew(survey: Survey, what: str = "renew", seen: int | None = None) -> pages.Answer:
    browser = pages.browser(factories.staff(survey.organisation))
    seen = survey.questionnaire.revision if seen is None else seen
    return pages.send(browser, f"/surveys/{survey.code}/renew/", what=what, seen=seen)


def asked(survey: Survey) -> str:
    return pages.browser().get(f"/surveys/{survey.code}/answer/").text


def rewritten(items: list[dict[str, Any]], **given: str) -> Survey:
    """A survey with an answer for what is left out later, of which another version is written."""
    survey = factories.opened()
    factories.answered(survey, field="a2", why="想多交流")
    survey.refresh_from_db()
    return factories.rewritten(items, survey=survey, **given)


def test_what_changes_is_shown_before_and_holds_from_then_on() -> None:
    survey = rewritten(WITHOUT, title="新标题")
    assert ("几天" in asked(survey), 'value="a2"' in asked(survey)) == (False, True)
    page = pages.browser(factories.staff(survey.organisation)).get(f"/surveys/{survey.code}/renew/").text
    for words in ("选项新增“咨询”；选项删除“交流”", "删除（原来的第 3 题）", "几天", "已收 1 份"):
        assert words in page, words
    assert renew(survey)["Location"] == f"/surveys/{survey.code}/"
    assert ("几天" in asked(survey), 'value="a2"' in asked(survey)) == (True, False)
    assert str(Survey.objects.get()) == "新标题"
    factories.answered(Survey.objects.get(), field="a3", days="３")
    assert [(row.version.number, row.answers["field"]) for row in Response.objects.order_by("submitted_at")] == [
        (1, "a2"),
        (2, "a3"),
    ]


@pytest.mark.spec("FRM-08")
def test_what_was_left_out_after_answers_stays_readable() -> None:
    survey = rewritten(WITHOUT)
    old = Response.objects.get()
    assert renew(survey).status_code == 303
    browser = pages.browser(factories.staff(survey.organisation))
    results = browser.get(f"/surveys/{survey.code}/results/").text
    for words in ("交流", "为什么", "后来的版本不再问", "第 1 版 1 份", "第 2 版 0 份"):
        assert words in results, words
    assert "想多交流" in browser.get(f"/responses/{old.pk.hex}/response/").text
    assert "想多交流" in browser.get(f"/surveys/{survey.code}/texts/?question=why").text


def test_what_was_written_can_be_taken_back() -> None:
    survey = rewritten(WITHOUT)
    assert renew(survey, "revert").status_code == 303
    survey.questionnaire.refresh_from_db()
    assert survey.questionnaire.draft == Collection.objects.get().version.data
    assert "题目没有改动" in renew(survey).text
    assert Collection.objects.get().version.number == 1


def test_what_was_not_looked_at_does_not_go_out() -> None:
    survey = rewritten(WITHOUT)
    assert renew(survey, seen=survey.questionnaire.revision - 1).status_code == 409
    assert Collection.objects.get().version.number == 1


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([{"key": "q", "kind": "text"}], "第 1 题：请写题目。"),
        ([FIELD | {"kind": "multiple"}], "原来是单选题，已经有人回答"),
        ([FIELD | {"choices": [FIELD["choices"][0], FIELD["choices"][1] | {"quota": 1}]}], "已经有 2 人选了"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(items: list[dict[str, Any]], words: str) -> None:
    survey = factories.opened()
    factories.answered(survey, field="a2")
    factories.answered(survey, field="a2")
    survey = factories.rewritten(items, survey=survey)
    refused = renew(survey)
    assert (refused.status_code, words in refused.text) == (422, True), refused.text
    assert Collection.objects.get().version.number == 1
    assert not Quota.objects.exists()


@pytest.mark.spec("FRM-02")
def test_a_new_limit_counts_those_who_chose_before() -> None:
    survey = rewritten([FIELD | {"choices": [FIELD["choices"][0], FIELD["choices"][1] | {"quota": 1}]}])
    assert renew(survey).status_code == 303
    assert [(row.choice, row.most, row.taken) for row in Quota.objects.all()] == [("a2", 1, 1)]
    address = f"/surveys/{survey.code}/answer/"
    assert "名额刚刚满了" in pages.send(pages.browser(), address, **{"a.field": "a2"}).text
    survey = factories.rewritten([FIELD], survey=survey)
    assert renew(survey).status_code == 303
    assert not Quota.objects.exists()


def test_a_page_opened_before_is_judged_by_the_new_version() -> None:
    survey = rewritten([FIELD, {"key": "must", "kind": "text", "label": "新的必答题", "is_required": True}])
    assert renew(survey).status_code == 303
    refused = pages.send(pages.browser(), f"/surveys/{survey.code}/answer/", **{"a.field": "a1", "a.age": "40"})
    assert (refused.status_code, "新的必答题" in refused.text) == (422, True)


def test_the_builder_never_gives_a_key_that_versions_used() -> None:
    survey = rewritten(WITHOUT)
    page = pages.browser(factories.staff(survey.organisation)).get(f"/surveys/{survey.code}/change/").text
    start = page.index('id="builder-data"')
    data = json.loads(page[page.index(">", start) + 1 : page.index("</script>", start)])
    assert data["used"] == {"items": ["field", "age", "why"], "choices": {"field": ["a1", "a2"]}, "rows": {}}
