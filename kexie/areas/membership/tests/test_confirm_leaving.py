"""The body confirms that a member leaves."""

import pytest

from kexie.areas.charters.tests import factories as charters
from kexie.areas.membership.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-06"), pytest.mark.spec("MEM-07")]


def test_it_ends_with_history_and_the_person_is_told() -> None:
    person = persons.person()
    member = factories.leaving(person)
    browser, page = pages.browser(appointed(member.organisation)), f"/members/{member.code}/confirm_leaving/"
    assert "不能拒绝" in browser.get(page).text
    assert pages.status(browser, page, seen=member.revision) == 303
    member.refresh_from_db()
    assert (member.status, member.ended_on is None, member.is_leaving) == ("left", False, False)
    assert [change.cause for change in member.changes.all()] == ["applied", "left"]
    assert not Obligation.objects.open().exists()
    assert Announcement.objects.get(what="membership.confirm_leaving").people == [person.pk]
    assert browser.get(page).status_code == 404
    again = factories.own(person, member.organisation)  # who left may come back: under a new number
    assert again.number == member.number + 1


def test_nobody_is_let_go_who_did_not_ask() -> None:
    member = factories.member()
    browser = pages.browser(appointed(member.organisation))
    answer = pages.send(browser, f"/members/{member.code}/confirm_leaving/", seen=member.revision)
    assert (answer.status_code, "第二十三条" in answer.text) == (422, True)


def test_where_the_charter_says_so_the_committee_confirms() -> None:
    person = persons.person()
    member = factories.leaving(person)
    charters.in_force(member.organisation, leaving="committee")
    browser, page = pages.browser(appointed(member.organisation)), f"/members/{member.code}/confirm_leaving/"
    answer = pages.send(browser, page, seen=member.revision, decision=" ")
    assert (answer.status_code, "请写明委员会的决定" in answer.text) == (422, True)
    assert pages.status(browser, page, seen=member.revision, decision="第二次会议") == 303
    assert "第二次会议" in member.changes.last().remark
