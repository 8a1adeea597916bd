"""A paper is typed: nothing is demanded of it but that it can be read, and it does not count yet."""

import pytest

from kexie.areas.surveys.tests import collected, factories
from kexie.engines.questionnaires.models import Entry, Response
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-11")]


def test_a_paper_waits_under_its_number() -> None:
    survey = factories.opened(once="person")
    browser, page = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/enter/"
    refused = pages.send(browser, page, label="001", **{"a.age": "７"})
    assert (refused.status_code, "请填写不小于 16 的数。" in refused.text) == (422, True)
    assert "还没有填写任何一题。" in pages.send(browser, page, label="001").text
    assert pages.send(browser, page, label="001", **{"a.age": "３５"}).status_code == 303  # the first one is required
    assert "请另一位同事核对" in browser.get(page).text
    again = pages.send(browser, page, label="001", **{"a.age": "36"})
    assert (again.status_code, "已经录入过" in again.text) == (422, True)
    assert (Entry.objects.get().typed, Response.objects.count()) == ('{"age": ["３５"]}', 0)


def test_papers_are_typed_after_the_end_but_not_after_the_archive() -> None:
    survey = factories.closed()
    by = factories.staff(survey.organisation)
    browser, page = pages.browser(by), f"/surveys/{survey.code}/enter/"
    assert pages.send(browser, page, label="001", **{"a.field": "a1"}).status_code == 303
    pages.send(browser, f"/surveys/{survey.code}/archive/", seen=survey.revision)
    assert "已归档" in pages.send(browser, page, label="002", **{"a.field": "a1"}).text
    assert Entry.objects.count() == 1
    assert collected.collection(survey).taken == 1
