"""Whoever answered is thanked in the maker's words, and the browser forgets what it kept."""

import pytest

from kexie.areas.surveys import actions
from kexie.areas.surveys.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-06")]


def test_the_makers_words_and_the_key_that_the_browser_forgets() -> None:
    body = bodies.association(factories.COUNTY)
    person = factories.staff(body)
    data = {"title": "需求", "thanks": "欢迎参加活动。\n<b>", "items": factories.ITEMS}
    survey = actions.add(body, draft=data, by=factories.by(person))
    actions.publish(survey, audience="link", once="person", is_changeable=True, seen=0, by=factories.by(person))
    browser = pages.browser(persons.person())
    keep = browser.get(f"/surveys/{survey.code}/answer/").text.split('data-keep="')[1].split('"')[0]
    shown = browser.get(f"/surveys/{survey.code}/thanks/").text
    assert ("欢迎参加活动。<br>&lt;b&gt;" in shown, f'data-answered="{keep}"' in shown) == (True, True)
    assert "修改我的答卷" not in shown
    pages.send(browser, f"/surveys/{survey.code}/answer/", **{"a.field": "a1"})
    assert "修改我的答卷" in browser.get(f"/surveys/{survey.code}/thanks/").text
