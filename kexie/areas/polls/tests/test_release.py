"""When the ranking is shown is fixed anew."""

import pytest

from kexie.areas.polls.models import Poll
from kexie.areas.polls.tests import factories
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_it_is_shown_at_once() -> None:
    poll = factories.opened(ranking="never")
    browser, address = pages.browser(factories.staff(poll.organisation)), f"/polls/{poll.code}/release/"
    assert pages.status(browser, address, ranking="live", seen=poll.revision + 1) == 409
    assert pages.status(browser, address, ranking="live", seen=poll.revision) == 303
    assert Poll.objects.get().is_ranking_shown
    found = Record.objects.get(what="polls.release")
    assert (found.before, found.after) == ({"ranking": "never"}, {"ranking": "live"})


def test_not_of_anonymous_votes_of_known_people() -> None:
    poll = factories.opened(once="person", is_anonymous=True, ranking="end")
    browser = pages.browser(factories.staff(poll.organisation))
    refused = pages.send(browser, f"/polls/{poll.code}/release/", ranking="live", seen=poll.revision)
    assert (refused.status_code, "能猜出刚投票的人投了谁" in refused.text) == (422, True)
