"""The builder takes single questions from earlier surveys of the same body, and from models."""

import json

import pytest

from kexie.areas.surveys.tests import factories
from kexie.engines.questionnaires.rules import ready
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-03")]


def test_questions_of_the_own_surveys_and_of_models_are_offered() -> None:
    survey, other = factories.draft(), factories.draft(bodies.association("430611"))
    items = [{"key": "p", "kind": "page"}, *factories.ITEMS]
    earlier = factories.opened(survey.organisation, items=items)
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/borrow/"
    found = browser.get(address, {"source": earlier.code}).json()["items"]
    assert [item["key"] for item in found] == ["field", "age", "why"]
    assert len(browser.get(address, {"source": "needs"}).json()["items"]) > 5
    for strange in (other.code, "nothing", ""):
        assert browser.get(address, {"source": strange}).status_code == 404
    page = browser.get(f"/surveys/{survey.code}/change/").text
    offered = [json.dumps(one)[1:-1] in page for one in (str(earlier), str(other), ready.MODELS[0].label)]
    assert offered == [True, False, True]
