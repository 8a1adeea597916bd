"""What is typed is kept while it is typed, on whatever device it goes on."""

from datetime import timedelta
from typing import Any

import pytest

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import factories
from kexie.core import clock
from kexie.engines.questionnaires.models import Draft
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-06")]


def save(survey: Survey, browser: Any, **typed: Any) -> Any:
    return pages.send(browser, f"/surveys/{survey.code}/save/", **typed)


def test_it_goes_on_at_another_device_and_neither_writes_over_the_other() -> None:
    survey = factories.opened(once="person")
    person = persons.person()
    phone, desk = pages.browser(person), pages.browser(person)
    seen = save(survey, phone, **{"a.field": "a2", "a.why": "忙"}).json()["seen"]
    shown = desk.get(f"/surveys/{survey.code}/answer/").text
    assert ("忙</textarea>" in shown, f'data-seen="{seen}"' in shown) == (True, True)
    with clock.held(clock.now() + timedelta(seconds=5)):
        later = save(survey, desk, seen=seen, **{"a.field": "a2", "a.why": "很忙"}).json()["seen"]
    refused = save(survey, phone, seen=seen, **{"a.field": "a1"})
    assert (refused.status_code, refused.json()["typed"]["why"], refused.json()["seen"]) == (409, ["很忙"], later)
    assert save(survey, phone, seen=later, **{"a.field": "a1"}).status_code == 200
    assert Draft.objects.get().typed == '{"field": ["a1"]}'


def test_of_visitors_and_of_what_is_anonymous_only_the_browser_keeps_anything() -> None:
    for survey, browser in (
        (factories.opened(), pages.browser()),
        (factories.opened(once="person", is_anonymous=True), pages.browser(persons.person())),
    ):
        assert 'data-save=""' in browser.get(f"/surveys/{survey.code}/answer/").text
        assert save(survey, browser, **{"a.field": "a1"}).json() == {"seen": ""}
    assert not Draft.objects.exists()


def test_too_much_and_too_late_are_told() -> None:
    survey = factories.opened(once="person")
    browser = pages.browser(persons.person())
    assert save(survey, browser, **{"a.why": "长" * 600_000}).json() == {"sentence": "内容太多了，没有保存。"}
    closed = factories.closed()
    refused = save(closed, browser, **{"a.field": "a1"})
    assert (refused.status_code, refused.json()["sentence"]) == (422, "已经结束，不再接收。")
    assert browser.get(f"/surveys/{survey.code}/save/").status_code == 405
