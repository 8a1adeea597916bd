"""A void vote counts no more and stays with its reason."""

import pytest

from kexie.areas.polls.tests import factories
from kexie.areas.surveys.tests import collected
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_once_and_of_polls_alone() -> None:
    poll = factories.opened()
    row = factories.voted(poll)
    browser, address = pages.browser(factories.staff(poll.organisation)), f"/votes/{row.pk.hex}/void/"
    assert "王溪" in browser.get(address).text
    assert pages.status(browser, address, reason="", seen=row.revision) == 422
    assert pages.status(browser, address, reason="试投", seen=row.revision + 1) == 409
    assert pages.status(browser, address, reason="试投", seen=row.revision) == 303
    assert browser.get(address).status_code == 404
    page = browser.get(f"/polls/{poll.code}/votes/").text
    assert ("已作废" in page, "试投" in page) == (True, True)
    answer = collected.answer(collected.survey(poll.organisation), field="a1")
    assert browser.get(f"/votes/{answer.pk.hex}/void/").status_code == 404
    assert browser.get("/votes/abc/void/").status_code == 404
