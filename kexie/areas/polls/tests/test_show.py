"""How a poll stands, for its staff."""

import pytest

from kexie.areas.polls.tests import factories
from kexie.foundation.appointments.rules import Role
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_votes_and_address() -> None:
    poll = factories.opened(rate=50)
    factories.voted(poll, "a2")
    page = pages.browser(factories.staff(poll.organisation)).get(f"/polls/{poll.code}/").text
    assert (f"http://testserver/v/{poll.code}/" in page, "每小时最多 50 票" in page, "李湘" in page) == (
        True,
        True,
        True,
    )
    leader = pages.browser(factories.staff(poll.organisation, Role.LEADER)).get(f"/polls/{poll.code}/").text
    assert ("结束投票" in leader, "下载分享卡片" in leader) == (False, False)


def test_a_draft_leads_to_the_builder() -> None:
    poll = factories.draft()
    answer = pages.browser(factories.staff(poll.organisation)).get(f"/polls/{poll.code}/")
    assert answer["Location"] == f"/polls/{poll.code}/change/"
