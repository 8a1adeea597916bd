"""A draft is deleted; what was voted on is not."""

import pytest

from kexie.areas.polls.models import Poll
from kexie.areas.polls.tests import factories
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_drafts_alone() -> None:
    written, running = factories.draft(), factories.opened()
    browser = pages.browser(factories.staff(written.organisation))
    assert pages.status(browser, f"/polls/{written.code}/remove/", seen=written.revision) == 303
    assert Record.objects.get(what="polls.remove").before == {"title": str(written)}
    refused = pages.send(browser, f"/polls/{running.code}/remove/", seen=running.revision)
    assert (refused.status_code, "已经发布" in refused.text) == (422, True)
    assert Poll.objects.get() == running
