"""A closed poll is put away."""

import pytest

from kexie.areas.polls.models import Poll
from kexie.areas.polls.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_only_what_is_closed() -> None:
    running, closed = factories.opened(), factories.closed()
    browser = pages.browser(factories.staff(running.organisation))
    refused = pages.send(browser, f"/polls/{running.code}/archive/", seen=running.revision)
    assert (refused.status_code, "结束以后才能归档" in refused.text) == (422, True)
    assert pages.status(browser, f"/polls/{closed.code}/archive/", seen=closed.revision) == 303
    assert Poll.objects.get(pk=closed.pk).stage == "archived"
    assert "王溪" in browser.get(f"/polls/{closed.code}/results/").text
