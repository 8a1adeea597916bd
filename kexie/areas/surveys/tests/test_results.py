"""The results of a survey as its body reads them: live, and of those who chose something."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.areas.surveys.tests import collected, factories
from kexie.engines.questionnaires import tasks
from kexie.foundation.appointments.rules import Role
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-08")]


def test_numbers_are_live_and_cost_no_more_with_more_answers() -> None:
    survey = collected.survey()
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/results/"
    assert "还没有收到答卷" in browser.get(address).text
    collected.answer(survey, field="a1", again="10", words="请多办培训")
    collected.answer(survey, field="a1", again="3", needs=["a1", "a65"], **{"needs.other": "别的"})
    collected.answer(survey, field="a2")
    page = browser.get(address).text
    assert "有效答卷 <strong>3</strong> 份" in page
    assert "2 人，66.7%" in page
    assert "净推荐值" in page
    assert "请多办培训" not in page
    with CaptureQueriesContext(connection) as before:
        browser.get(address)
    for _ in range(4):
        collected.answer(survey, field="a3", needs=["a2"])
    tasks.fold(timestamp=1)
    with CaptureQueriesContext(connection) as after:
        assert "有效答卷 <strong>7</strong> 份" in browser.get(address).text
    assert len(after) == len(before)


def test_it_is_narrowed_to_those_who_chose_something() -> None:
    survey = collected.survey()
    for field in ("a1", "a1", "a2"):
        collected.answer(survey, field=field, stars="5" if field == "a1" else "1")
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/results/"
    page = browser.get(address, {"where": "field.a1"}).text
    assert "“您的专业领域”选了“选项1”的 有效答卷 <strong>2</strong> 份" in page
    assert "没有人这样选" in browser.get(address, {"where": "field.a3"}).text
    for strange in ("field.a9", "x", "words.a1", "'; DROP TABLE response; --", "a" * 5000):
        answer = browser.get(address, {"where": strange})
        assert answer.status_code == 200
        assert "有效答卷 <strong>3</strong> 份" in answer.text
    assert "问卷里没有这个选项" in browser.get(address, {"where": "field.a9"}).text


def test_drafts_and_others_surveys_have_no_results_here() -> None:
    draft, survey = factories.draft(), collected.survey(number=1)
    own = factories.staff(survey.organisation, Role.LEADER)
    assert pages.browser(own).get(f"/surveys/{survey.code}/results/").status_code == 200
    assert pages.browser(own).get(f"/surveys/{draft.code}/results/").status_code == 404
    other = factories.staff(bodies.association("430611"))
    assert pages.browser(other).get(f"/surveys/{survey.code}/results/").status_code == 404
