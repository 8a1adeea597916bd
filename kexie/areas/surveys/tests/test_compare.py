"""Two waves of a survey beside each other: what both asked in the same words, and nothing else."""

import re

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.surveys import actions
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import collected, factories
from kexie.engines.questionnaires.tests import answered
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-08")]


def test_what_was_asked_alike_stands_side_by_side() -> None:
    former = collected.survey()
    for field in ("a1", "a1", "a2", "a2"):
        collected.answer(former, field=field, again="10", years="2")
    items = [{**item, "key": f"{item['key']}2"} for item in answered.ITEMS if item["key"] != "stars"]
    items[0]["label"] = "您的专业是什么"
    survey = collected.next_of(former, items=[*items, {**answered.ITEMS[0], "key": "again1"}])
    for field in ("a1", "a1", "a1", "a2"):
        collected.answer(survey, again1=field, again2="0", years2="4")
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/compare/"
    page = browser.get(address).text
    assert "与上期对比" in browser.get(f"/surveys/{survey.code}/results/").text
    changes = re.findall(r'变化（百分点）">([^<]+)</td>', page)
    assert changes[changes.index("+25.0") :][:2] == ["+25.0", "-25.0"]  # of the first choice, of the second
    assert "您的专业是什么" not in page
    assert '<td class="k-num" data-label="本期">4 年</td><td class="k-num" data-label="上期">2 年</td>' in page
    assert browser.get(f"/surveys/{former.code}/compare/").status_code == 404
    assert "与上期对比" not in browser.get(f"/surveys/{former.code}/results/").text


def test_a_copy_is_the_next_wave_unless_said_otherwise() -> None:
    former = collected.survey()
    browser = pages.browser(factories.staff(former.organisation))
    address = f"/organisations/{former.organisation.code}/surveys/add/"
    assert pages.status(browser, address, source=former.code, title="", text="", is_next="on") == 303
    assert Survey.objects.latest("id").follows == former
    assert pages.status(browser, address, source=former.code, title="", text="") == 303
    assert Survey.objects.latest("id").follows is None
    other = bodies.association("430611")
    with pytest.raises(ValidationError, match="本单位"):
        actions.add(other, draft={"title": "x", "items": []}, follows=former, by=factories.by(factories.staff(other)))
