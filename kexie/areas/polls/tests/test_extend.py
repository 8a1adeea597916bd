"""More time, and what was closed goes on."""

import pytest

from kexie.areas.polls.models import Poll
from kexie.areas.polls.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_what_was_closed_takes_votes_again() -> None:
    poll = factories.closed(ranking="end")
    browser = pages.browser(factories.staff(poll.organisation))
    address = f"/polls/{poll.code}/extend/"
    assert pages.status(browser, address, closes_at="2020-01-01T18:00", seen=poll.revision) == 422
    assert pages.status(browser, address, closes_at="2099-01-01T18:00", seen=poll.revision) == 303
    factories.voted(Poll.objects.get())
    assert (factories.taken(poll), Poll.objects.get().is_ranking_shown) == (2, False)
