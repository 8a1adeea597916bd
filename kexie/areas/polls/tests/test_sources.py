"""The networks that most votes came from."""

import pytest

from kexie.areas.polls.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_most_votes_first() -> None:
    poll = factories.opened()
    for origin in ("ab" * 8, "cd" * 8, "cd" * 8, ""):
        factories.voted(poll, origin=origin)
    page = pages.browser(factories.staff(poll.organisation)).get(f"/polls/{poll.code}/sources/").text
    assert 0 < page.index("CDCDCD") < page.index("ABABAB")
    assert f"void_many/?origin={'cd' * 8}" in page
