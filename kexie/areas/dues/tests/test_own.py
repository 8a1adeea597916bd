"""One sees one's own dues in all bodies; and leaving waits for none of them."""

import pytest

from kexie.areas.dues.tests import factories
from kexie.areas.membership.models import Member
from kexie.areas.membership.tests import factories as members
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_dues_of_several_bodies_each_apart() -> None:
    person = persons.person()
    one, two = (factories.due(members.own(person, factories.body())) for _ in range(2))
    factories.paid(one)
    shown = pages.browser(person).get("/dues/own/").text
    for due in (one, two):
        assert due.year.organisation.name in shown
    assert ("已缴清" in shown, "未缴" in shown, shown.count("/receipt/")) == (True, True, 1)
    assert "没有会费" in pages.browser(persons.person()).get("/dues/own/").text
    assert "/dues/own/" in pages.browser(person).get("/memberships/own/").text


@pytest.mark.spec("ACC-06")
def test_the_own_copy_holds_dues_with_their_ledger() -> None:
    person = persons.person()
    due = factories.due(members.own(person, factories.body()))
    factories.paid(due)
    text = pages.browser(person).get("/account/copy/").text
    for told in (due.year.organisation.name, "应缴", "缴费", f"{due.year.year}"):
        assert told in text
    assert due.year.organisation.name not in pages.browser(persons.person()).get("/account/copy/").text


@pytest.mark.spec("MEM-06")
def test_who_leaves_reads_what_is_open_and_leaves_all_the_same() -> None:
    person = persons.person()
    due = factories.due(members.own(person, factories.body()))
    browser, code = pages.browser(person), due.member.code
    assert f"{due.year.year} 年度会费还有 50.00 元未缴" in browser.get(f"/memberships/{code}/leave/").text
    due.member.refresh_from_db()
    assert pages.status(browser, f"/memberships/{code}/leave/", seen=due.member.revision) == 303
    staff = pages.browser(appointed(due.year.organisation))
    seen = Member.objects.get(code=code).revision
    assert "50.00 元未缴" in staff.get(f"/members/{code}/confirm_leaving/").text
    assert pages.status(staff, f"/members/{code}/confirm_leaving/", seen=seen) == 303
    assert Member.objects.get(code=code).status == "left"
