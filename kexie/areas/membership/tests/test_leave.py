"""A member asks to leave; nobody can refuse."""

import pytest

from kexie.areas.membership.models import Member
from kexie.areas.membership.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-06")]


def test_it_waits_for_the_bodys_confirmation_and_duties_delay_nothing() -> None:
    person = persons.person()
    member = factories.own(person)
    appointed(member.organisation, Role.EDITOR, person=person)
    browser, page = pages.browser(person), f"/memberships/{member.code}/leave/"
    assert "担任编辑" in browser.get(page).text
    assert pages.status(browser, page, seen=member.revision, reason="调动") == 303
    member.refresh_from_db()
    assert (member.is_leaving, member.is_on_roll) == (True, True)
    assert Obligation.objects.open().get().permission == "membership.manage"
    assert member.name not in Announcement.objects.get(what="membership.leave").title
    assert "等待科协确认" in browser.get(f"/memberships/{member.code}/card/").text
    staff = pages.browser(appointed(member.organisation))
    assert "申请退会，等待确认" in staff.get(f"/organisations/{member.organisation.code}/members/").text


def test_once_is_enough() -> None:
    person = persons.person()
    member = factories.leaving(person)
    answer = pages.send(pages.browser(person), f"/memberships/{member.code}/leave/", seen=member.revision)
    assert (answer.status_code, "已经申请退会" in answer.text) == (422, True)


def test_nobody_leaves_for_another() -> None:
    member = factories.own(persons.person())
    for person in (persons.person(), appointed(member.organisation)):
        assert pages.browser(person).get(f"/memberships/{member.code}/leave/").status_code == 404
    assert not Member.objects.leaving().exists()
