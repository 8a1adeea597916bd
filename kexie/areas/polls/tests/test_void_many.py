"""Stuffed votes of one network are void at once, marked and kept."""

import pytest

from kexie.areas.polls.queries import counting
from kexie.areas.polls.tests import factories
from kexie.engines.questionnaires.models import Response
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]
ORIGIN = "ab" * 8


def test_they_leave_the_ranking_and_stay() -> None:
    poll, other = factories.opened(), factories.opened()
    for _ in range(3):
        factories.voted(poll, origin=ORIGIN)
    factories.voted(poll, "a2", origin="cd" * 8)
    factories.voted(other, origin=ORIGIN)
    browser, address = pages.browser(factories.staff(poll.organisation)), f"/polls/{poll.code}/void_many/"
    assert "还有 <strong>3</strong> 票有效" in browser.get(f"{address}?origin={ORIGIN}").text
    assert "没有选择来源" in browser.get(address).text
    assert pages.status(browser, address, origin=ORIGIN, reason="") == 422
    assert pages.status(browser, address, origin="", reason="刷票") == 422
    assert pages.status(browser, address, origin=ORIGIN, reason="刷票") == 303
    assert [line.number for line in counting.counted(poll).rankings[0].lines] == [1, 0, 0]
    assert (Response.objects.filter(void_reason="刷票").count(), counting.counted(other).total) == (3, 1)
    assert Record.objects.get(what="questionnaires.void_many").after == {"reason": "刷票", "taken": 3}
    assert "都已经作废" in pages.send(browser, address, origin=ORIGIN, reason="刷票").text
