"""The builder of a poll offers choices alone; what is published is frozen."""

import json

import pytest

from kexie.areas.polls.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_the_builder_offers_what_a_poll_asks() -> None:
    poll = factories.draft()
    browser, address = pages.browser(factories.staff(poll.organisation)), f"/polls/{poll.code}/change/"
    page = browser.get(address).text
    data = json.loads(page.split('id="builder-data" type="application/json">')[1].split("</script>")[0])
    assert {one["kind"] for group in data["palette"] for one in group["kinds"]} == {
        "single",
        "multiple",
        "note",
        "page",
    }
    assert f'action="{address}"' in page
    assert "XLSForm" not in page
    draft = {"schema": 1, "title": "另一个标题", "items": factories.items("张", "刘")}
    answer = pages.send(browser, address, draft=json.dumps(draft), seen=poll.questionnaire.revision)
    assert (answer.status_code, answer.json()["flaws"]) == (200, [])
    poll.questionnaire.refresh_from_db()
    assert str(poll) == "另一个标题"


def test_what_is_voted_on_stays() -> None:
    poll = factories.opened()
    browser, address = pages.browser(factories.staff(poll.organisation)), f"/polls/{poll.code}/change/"
    assert "选项不能再改" in browser.get(address).text
    answer = pages.send(browser, address, draft='{"title": "x"}', seen=poll.questionnaire.revision)
    assert (answer.status_code, "已经发布" in answer.json()["sentence"]) == (422, True)
