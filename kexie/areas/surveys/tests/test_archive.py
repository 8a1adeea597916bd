"""A closed survey is put away."""

import pytest

from kexie.areas.surveys.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-01")]


def test_only_what_is_closed() -> None:
    running, closed = factories.opened(), factories.closed()
    browser = pages.browser(factories.staff(running.organisation))
    refused = pages.send(browser, f"/surveys/{running.code}/archive/", seen=running.revision)
    assert (refused.status_code, "结束以后才能归档" in refused.text) == (422, True)
    assert pages.status(browser, f"/surveys/{closed.code}/archive/", seen=closed.revision) == 303
    closed.refresh_from_db()
    assert closed.stage == "archived"
    assert "问卷已经结束" in pages.browser().get(f"/surveys/{closed.code}/answer/").text
