"""The ranking: most votes first, equal ones share a place, void ones left out."""

import pytest

from kexie.areas.polls import actions
from kexie.areas.polls.queries import counting
from kexie.areas.polls.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_places_votes_and_shares() -> None:
    poll = factories.opened(most=2)
    for keys in (("a1", "a3"), ("a3",), ("a1",), ("a2",)):
        factories.voted(poll, *keys)
    stuffed = factories.voted(poll, "a2")
    actions.void(stuffed, reason="试投", seen=stuffed.revision, by=factories.by(factories.staff(poll.organisation)))
    found = counting.counted(poll)
    (ranking,) = found.rankings
    lines = [(line.place, line.choice.label, line.number, str(line.share), line.part) for line in ranking.lines]
    assert lines == [(1, "王溪", 2, "50.0", 100), (1, "周岳", 2, "50.0", 100), (3, "李湘", 1, "25.0", 50)]
    assert (found.total, ranking.votes) == (4, 5)
    page = pages.browser(factories.staff(poll.organisation)).get(f"/polls/{poll.code}/results/").text
    assert ("4 人次投票，共 5 票" in page, "hx-trigger" in page) == (True, True)
