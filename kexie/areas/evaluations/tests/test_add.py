"""A sheet begins from the model, from an earlier one, or with nothing."""

import pytest

from kexie.areas.evaluations.models import Sheet
from kexie.areas.evaluations.rules import model
from kexie.areas.evaluations.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_it_begins_from_the_model_an_earlier_sheet_or_nothing() -> None:
    earlier = factories.published()
    desk = earlier.organisation
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/evaluations/add/"
    for source, number in (("model", len(model.MODEL)), (earlier.code, 4), ("blank", 0)):
        answer = pages.send(browser, address, year=2027, title=f"从{source}开始", source=source)
        assert answer.status_code == 303, answer.text
        made = Sheet.objects.get(title=f"从{source}开始")
        assert (made.state, made.criteria.count(), made.self_due) == ("draft", number, None)
    copied = Sheet.objects.get(title=f"从{earlier.code}开始")
    names = ("heading", "label", "kind", "weight", "measure", "steps", "evidence")
    assert list(copied.criteria.values_list(*names)) == list(earlier.criteria.values_list(*names))
    assert copied.grades == earlier.grades


def test_two_of_one_name_in_a_year_and_anothers_sheet_are_refused() -> None:
    desk = bodies.association(factories.COUNTY)
    other = factories.published(bodies.association("430611"))
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/evaluations/add/"
    typed = {"year": 2027, "title": "企业科协考核", "source": "model"}
    assert pages.status(browser, address, **typed) == 303
    answer = pages.send(browser, address, **typed)
    assert (answer.status_code, "同名的指标表" in answer.text) == (422, True)
    assert pages.status(browser, address, year=2027, title="抄别人", source=other.code) == 422
