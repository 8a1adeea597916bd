"""Those who have not voted are reminded, once a day."""

import pytest

from kexie.areas.membership.tests import factories as members
from kexie.areas.polls.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_the_others_alone_and_once_a_day() -> None:
    body, voter, other = members.body(), persons.person(), persons.person()
    for person in (voter, other):
        members.own(person, body)
    poll = factories.opened(body, audience="members", is_daily=True)
    factories.voted(poll, person=voter)
    browser, address = pages.browser(factories.staff(body)), f"/polls/{poll.code}/remind/"
    assert pages.status(browser, address) == 303
    assert Announcement.objects.get(what="polls.remind").people == [other.pk]
    assert "今天已经提醒过" in pages.send(browser, address).text
