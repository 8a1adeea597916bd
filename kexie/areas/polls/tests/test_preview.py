"""A draft as voters will see it."""

import pytest

from kexie.areas.polls.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_nothing_is_sent_from_it() -> None:
    poll = factories.draft()
    page = pages.browser(factories.staff(poll.organisation)).get(f"/polls/{poll.code}/preview/").text
    assert ("王溪" in page, 'data-questionnaire="trial"' in page) == (True, True)
