"""The list of polls, by stage."""

import pytest

from kexie.areas.polls.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_by_stage() -> None:
    desk = bodies.association(factories.COUNTY)
    running, written = factories.opened(desk), factories.draft(desk)
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/polls/"
    everything = browser.get(address).text
    assert (str(running) in everything, str(written) in everything, "3 个候选项" in everything) == (True, True, True)
    drafts = browser.get(f"{address}?stage=draft").text
    assert (str(running) in drafts, str(written) in drafts) == (False, True)
    assert "没有这种状态的投票" in browser.get(f"{address}?stage=archived").text
