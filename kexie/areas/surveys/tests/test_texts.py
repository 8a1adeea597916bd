"""What people wrote to a question, page by page; personal words never."""

import pytest

from kexie.areas.surveys.tests import collected, factories
from kexie.engines.questionnaires.queries import answers
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-08")]


def test_all_that_was_written_is_found_on_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "SIZE", 2)
    survey = collected.survey(is_anonymous=True)
    for place in range(5):
        collected.answer(survey, words=f"建议{place}<b>", field="a1")
    collected.answer(survey, field="a1")
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/texts/"
    found, marks = "", "?question=words"
    for _ in range(3):
        page = browser.get(address + marks).text
        found += page
        marks = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&") if 'rel="next"' in page else ""
    assert [found.count(f"建议{place}&lt;b&gt;") for place in range(5)] == [1] * 5
    assert "<b>" not in found
    assert not marks


def test_own_words_and_what_asks_for_none() -> None:
    survey = collected.survey()
    collected.answer(survey, needs=["a65"], mobile="13800005678", **{"needs.other": "无人机"})
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/texts/"
    assert "无人机" in browser.get(address, {"question": "needs.other"}).text
    for name in ("mobile", "field", "needs", "needs.a1", "field.other", "nothing", "", "x" * 200):
        assert browser.get(address, {"question": name}).status_code == 404, name
