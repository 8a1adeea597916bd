"""One sees one's memberships in all bodies, and nobody else does."""

import json
from datetime import date

import pytest

from kexie.areas.membership.models import Member
from kexie.areas.membership.queries.own import has_right
from kexie.areas.membership.rules import Right, Status
from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.tests.factories import actor
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01b"), pytest.mark.spec("MEM-03")]


def test_memberships_of_several_bodies_are_seen_together_with_their_rights() -> None:
    person = persons.person()
    one, two = factories.own(person), factories.own(person)
    page = pages.browser(person).get("/memberships/own/").text
    assert one.organisation.name in page
    assert two.organisation.name in page
    assert page.count("选举权和表决权") == 2
    other = pages.browser(persons.person()).get("/memberships/own/").text
    assert "您还没有会员身份" in other
    assert one.organisation.name not in other


def test_applications_under_way_are_shown() -> None:
    row = factories.returned()
    page = pages.browser(row.applicant).get("/memberships/own/").text
    assert (row.organisation.name in page, "amend/" in page) == (True, True)


def test_a_right_is_asked_for_by_name() -> None:
    person = persons.person()
    member = factories.own(person)
    body, who = member.organisation_id, actor(person)
    rows = Member.objects.all()
    assert has_right(rows, who, body, Right.PRIORITY)
    assert not has_right(rows, who, factories.body().pk, Right.PRIORITY)
    assert not has_right(rows, actor(persons.person()), body, Right.PRIORITY)
    assert not has_right(rows, actor(None), body, Right.PRIORITY)
    Member.objects.filter(pk=member.pk).update(status=Status.LEFT, ended_on=date(2027, 1, 1))
    assert not has_right(rows, who, body, Right.PRIORITY)
    assert "选举权和表决权" not in pages.browser(person).get("/memberships/own/").text


@pytest.mark.spec("ACC-06")
def test_the_own_copy_holds_memberships_and_applications_of_all_bodies() -> None:
    person = persons.person()
    member, sent = factories.own(person, department="研发部"), factories.application(applicant=person, statement="愿意")
    stranger = factories.own(persons.person())
    text = pages.browser(person).get("/account/copy/").text
    told = json.loads(text)
    assert [(one["科协"], one["手机号"]) for one in told["会员身份"]] == [(member.organisation.name, member.mobile)]
    assert [line["事项"] for line in told["会员身份"][0]["会籍经历"]] == ["申请入会，审核通过"]
    assert {one["科协"] for one in told["入会申请"]} == {member.organisation.name, sent.organisation.name}
    assert stranger.organisation.name not in text
