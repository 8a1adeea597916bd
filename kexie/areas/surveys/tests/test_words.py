"""The words that many wrote to a question: nobody's name, and nothing that one person alone wrote."""

import pytest

from kexie.areas.surveys.tests import collected, factories
from kexie.engines.questionnaires.queries import answers
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-08")]


def test_words_of_many_are_listed_and_drawn() -> None:
    survey = collected.survey()
    for field, words in (
        ("a1", "希望多办安全培训，张建国老师讲得好"),
        ("a1", "培训，培训，还是培训！张建国"),
        ("a2", "<b>交流</b>和无人机培训"),
        ("a2", "多交流"),
    ):
        collected.answer(survey, field=field, words=words, needs=["a65"], **{"needs.other": "无人机"})
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/words/"
    page = browser.get(address, {"question": "words"}).text
    assert '<th scope="row">培训</th><td class="k-num">3</td>' in page
    assert '<th scope="row">交流</th><td class="k-num">2</td>' in page
    assert "张建国" not in page
    assert "无人机" not in page
    assert '<th scope="row">无人机</th>' in browser.get(address, {"question": "needs.other"}).text
    some = browser.get(address, {"question": "words", "where": "field.a2"}).text
    assert ("交流</th>" in some, "培训</th>" in some) == (True, False)
    chart = browser.get(f"/surveys/{survey.code}/chart/", {"question": "words", "kind": "svg"})
    assert chart.status_code == 200
    for strange in ("field", "mobile", "field.other", "x", ""):
        assert browser.get(address, {"question": strange}).status_code == 404


def test_what_is_not_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST_READ", 2)
    survey = collected.survey()
    for _ in range(3):
        collected.answer(survey, words="培训" * 900 + "交流" * 500)
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/words/"
    assert "只统计了其中 2 条" in browser.get(address, {"question": "words"}).text
