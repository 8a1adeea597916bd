"""A page to be hung up."""

import pytest

from kexie.areas.polls.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_it_shows_title_and_code() -> None:
    poll = factories.opened()
    page = pages.browser(factories.staff(poll.organisation)).get(f"/polls/{poll.code}/poster/").text
    assert (str(poll) in page, "<svg" in page, poll.organisation.name in page) == (True, True, True)
