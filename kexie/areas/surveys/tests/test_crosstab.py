"""Two questions set against each other, with shares of lines and columns."""

import pytest

from kexie.areas.surveys.tests import collected, factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-08")]


def test_it_tells_numbers_and_both_shares() -> None:
    survey = collected.survey()
    for field, stars in (("a1", "5"), ("a1", "5"), ("a1", "1"), ("a2", "5")):
        collected.answer(survey, field=field, stars=stars)
    collected.answer(survey, field="a3")  # answered one of the two
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/crosstab/"
    page = browser.get(address, {"down": "field", "across": "stars"}).text
    assert "两道题都回答的 <strong>4</strong> 人" in page
    assert "横 66.7%<br>纵 66.7%" in page
    only = browser.get(address, {"down": "field", "across": "stars", "where": "field.a2"}).text
    assert "两道题都回答的 <strong>1</strong> 人" in only
    assert "请选择两道不同的题目" in browser.get(address, {"down": "field", "across": "field"}).text
    for strange in ({"down": "words", "across": "mobile"}, {"down": "codes[1]"}, {}):
        assert browser.get(address, strange).status_code == 200


def test_a_questionnaire_without_choices_says_so() -> None:
    items = [{"key": "q1", "kind": "text", "label": "姓什么"}]
    made = factories.draft(items=items)
    person = factories.staff(made.organisation)
    survey = collected.published(made)
    assert "不能做交叉分析" in pages.browser(person).get(f"/surveys/{survey.code}/crosstab/").text
