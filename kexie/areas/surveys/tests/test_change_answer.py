"""An answer is changed by the one who gave it, until the survey closes."""

from typing import Any

import pytest

from kexie.areas.surveys import actions
from kexie.areas.surveys.tests import factories
from kexie.areas.surveys.tests.test_answer import LIMITED
from kexie.core.tests.threads import at_once
from kexie.engines.questionnaires.models import Quota, Response
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-06")]


def test_ones_own_answer_stands_there_again_and_is_replaced() -> None:
    phone: dict[str, Any] = {"key": "phone", "kind": "mobile", "label": "手机号"}
    survey = factories.opened(items=[*factories.ITEMS, phone], once="person", is_changeable=True)
    person = persons.person()
    first = factories.answered(survey, person, phone="13800005678", age="40")
    page = f"/surveys/{survey.code}/change_answer/"
    browser = pages.browser(person)
    shown = browser.get(page).text
    assert ('value="13800005678"' in shown, 'name="a.age" value="40"' in shown) == (True, True)
    refused = pages.send(browser, page, seen=first.revision, **{"a.age": "99"})
    assert (refused.status_code, "请选择一项。" in refused.text) == (422, True)
    assert pages.status(browser, page, seen=first.revision, **{"a.field": "a2", "a.why": "少"}) == 303
    row = Response.objects.get()
    assert (row.pk, row.answers, row.personal, row.codes[0]) == (first.pk, {"field": "a2", "why": "少"}, "", 1)
    assert pages.status(browser, page, seen=first.revision, **{"a.field": "a1"}) == 409
    assert pages.browser(persons.person()).get(page).status_code == 303


def test_it_is_not_changed_where_that_is_not_allowed() -> None:
    person = persons.person()
    for survey in (factories.opened(once="person"), factories.opened(once="person", is_changeable=True)):
        factories.answered(survey, person)
        if survey.collection and survey.collection.is_changeable:
            actions.close(survey, by=factories.by(factories.staff()))
        answer = pages.browser(person).get(f"/surveys/{survey.code}/change_answer/")
        assert (answer.status_code, answer["Location"]) == (303, f"/surveys/{survey.code}/answer/")


@pytest.mark.spec("FRM-02")
@pytest.mark.django_db(transaction=True)
def test_a_place_that_is_given_back_is_taken_by_one_of_two() -> None:
    survey = factories.opened(items=LIMITED, once="person", is_changeable=True)
    people = [persons.person() for _ in range(3)]
    first, *others = [
        factories.answered(survey, person, field=choice)
        for person, choice in zip(people, ("a1", "a2", "a2"), strict=True)
    ]
    by = factories.by(people[0])
    actions.change_answer(first, typed={"field": ["a2"]}, seen=first.revision, by=by)
    assert Quota.objects.get().taken == 0

    def change(row: Response) -> Response:
        return actions.change_answer(row, typed={"field": ["a1"]}, seen=row.revision, by=by)

    done = at_once(lambda: change(others[0]), lambda: change(others[1]))
    assert sum(isinstance(one, Response) for one in done) == Quota.objects.get().taken == 1
    assert Response.objects.filter(answers={"field": "a1"}).count() == 1
