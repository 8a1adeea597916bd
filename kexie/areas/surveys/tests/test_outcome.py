"""The results as everybody may see them: what is counted, nobody's words, and not of a few."""

import pytest

from kexie.areas.surveys.tests import collected
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-01")]


def test_it_shows_numbers_and_no_words() -> None:
    survey = collected.survey(are_results_open=True)
    page = f"/surveys/{survey.code}/outcome/"
    for _ in range(4):
        collected.answer(survey, field="a1", words="甲的话", mobile="13800005678", **{"needs.other": "乙的话"})
    few = pages.browser().get(page).text
    assert ("答卷还不够多" in few, "您的专业领域" in few) == (True, False)
    collected.answer(survey, field="a2", words="甲的话")
    whole = pages.browser().get(page).text
    assert "4 人，80.0%" in whole
    for hidden in ("甲的话", "乙的话", "13800005678", "您的建议", "手机号", "/texts/"):
        assert hidden not in whole, hidden
