"""The answers one by one, the newest first; anonymous ones in no order and of nobody."""

import pytest

from kexie.areas.surveys.tests import collected, factories
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-08"), pytest.mark.spec("FRM-06")]


def test_who_answered_is_told_where_it_is_known() -> None:
    survey = collected.survey()
    row = collected.answer(survey, field="a1")
    row.person = persons.person(name="甲填写")
    row.save(update_fields=["person"])
    collected.answer(survey, field="a2")
    browser = pages.browser(factories.staff(survey.organisation))
    page = browser.get(f"/surveys/{survey.code}/responses/").text
    assert ("甲填写" in page, "未登录" in page, "共 <strong>2</strong> 份" in page) == (True, True, True)
    assert browser.get(f"/surveys/{survey.code}/responses/", {"after": "x"}).status_code == 200


def test_anonymous_answers_have_neither_name_nor_time() -> None:
    survey = collected.survey(number=3, is_anonymous=True)
    page = pages.browser(factories.staff(survey.organisation)).get(f"/surveys/{survey.code}/responses/").text
    assert ("提交时间" in page, "填写人" in page) == (False, False)
    assert "匿名问卷不记录是谁在什么时候填写的" in page
