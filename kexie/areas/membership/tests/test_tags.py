"""A body's groups of members, how many are in each, and who never sees them."""

import pytest

from kexie.areas.membership import actions
from kexie.areas.membership.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08"), pytest.mark.spec("SCP-04")]


def test_those_on_the_roll_are_counted_and_the_reviewer_only_reads() -> None:
    body = factories.body()
    stays, leaves = factories.member(body), factories.member(body)
    group = factories.tagged(stays, "炼油学组")
    actions.tag(leaves, seen=leaves.revision, tags=[group.code], by=factories.BY)
    leaves.refresh_from_db()
    actions.depart(leaves, seen=leaves.revision, departed_on=clock.today(), by=factories.BY)
    page = f"/organisations/{body.code}/members/tags/"
    shown = pages.browser(appointed(body, Role.SECRETARY)).get(page).text
    assert all(words in shown for words in ("炼油学组", "1 人", f"members/?tag={group.code}", "remove_tag"))
    assert "remove_tag" not in pages.browser(appointed(body, Role.REVIEWER)).get(page).text


@pytest.mark.spec("SEC-06")
def test_what_they_are_called_is_in_no_record_and_in_the_members_own_copy() -> None:
    person = persons.person()
    member = factories.own(person)
    group = factories.tagged(member, "困难职工")
    group = actions.change_tag(group, seen=group.revision, name="困难会员", by=factories.BY)
    assert "困难会员" in pages.browser(person).get("/account/copy/").text
    actions.remove_tag(group, seen=group.revision, by=factories.BY)
    written = "".join(f"{row.before}{row.after}" for row in Record.objects.filter(what__startswith="membership."))
    assert "困难" not in written
    assert "困难" not in pages.browser(appointed(member.organisation)).get(f"/members/{member.code}/").text
