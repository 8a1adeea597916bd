"""A poll ends: by hand or by the clock."""

from datetime import timedelta

import pytest

from kexie.areas.polls import actions
from kexie.areas.polls.models import Poll
from kexie.areas.polls.tests import factories
from kexie.core import clock
from kexie.core.actors import Actor
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_by_hand_once() -> None:
    poll = factories.opened()
    browser, address = pages.browser(factories.staff(poll.organisation)), f"/polls/{poll.code}/close/"
    assert pages.status(browser, address) == 303
    assert "没有在进行" in pages.send(browser, address).text
    visitor, ballot = pages.browser(), f"/polls/{poll.code}/vote/"
    assert "投票已经结束" in visitor.get(ballot).text
    late = pages.send(visitor, ballot, **{"a.vote": "a1"})
    assert (late.status_code, factories.taken(poll)) == (422, 0)


def test_by_the_clock() -> None:
    now, by = clock.now(), Actor.platform("投票到期")
    poll, later = factories.opened(closes_at=now + timedelta(hours=1)), factories.opened()
    with clock.held(now + timedelta(hours=1)):
        assert (actions.close_due(by=by), actions.close_due(by=by)) == (1, 0)
    stages = dict(Poll.objects.values_list("pk", "stage"))
    assert (stages[poll.pk], stages[later.pk]) == ("closed", "running")
