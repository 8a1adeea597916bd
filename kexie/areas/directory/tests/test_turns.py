"""The turns of a joint association: on the first day roles, chair and open tasks pass on, with a record."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from kexie.areas.directory import actions as directory
from kexie.areas.directory.tests import staff
from kexie.core import clock
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.models import Person
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-13")]
FIRST = datetime(2027, 1, 1, 0, 7, tzinfo=clock.PLACE)


@dataclass
class Joint:
    """A joint association of two founders: the first one's turn runs until the end of 2026."""

    body: Organisation
    founders: list[Organisation]


@pytest.fixture
def joint() -> Joint:
    body = factories.body(kind="joint_association")
    founders = [factories.body(kind="enterprise", name=f"发起企业{letter}") for letter in "甲乙"]
    for year, founder in enumerate(founders, 2026):
        actions.relate(founder, body, edge=rules.Edge.CO_FOUNDER_OF, by=factories.BY)
        actions.add_turn(
            body,
            founder=founder,
            starts_on=date(year, 1, 1),
            ends_on=date(year + 1, 1, 1),
            holder=f"{founder.name}董事长",
            by=factories.BY,
        )
    return Joint(body, founders)


def staff_of(body: Organisation) -> set[Person]:
    held = Appointment.objects.current().filter(organisation=body, role=Role.ADMINISTRATOR)
    return {row.person for row in held.select_related("person")}


def hand_over(moment: datetime) -> int:
    with clock.held(moment):
        return directory.hand_over_turns(by=factories.BY)


def test_on_the_first_day_everything_passes_on_once(joint: Joint) -> None:
    former, coming = (appointed(founder) for founder in joint.founders)
    task = actions.agree_task(
        joint.body, title="联合攻关", lead=joint.founders[0], agreed_on=date(2026, 3, 1), by=factories.BY
    )
    done = actions.agree_task(
        joint.body, title="已完成", lead=joint.founders[0], agreed_on=date(2026, 3, 1), by=factories.BY
    )
    actions.complete_task(done, done_on=date(2026, 4, 1), by=factories.BY)
    assert hand_over(FIRST.replace(year=2026)) == 1
    assert staff_of(joint.body) == {former}
    assert hand_over(FIRST - timedelta(minutes=8)) == 0
    assert staff_of(joint.body) == {former}
    assert hand_over(FIRST) == 1
    assert staff_of(joint.body) == {coming}
    task.refresh_from_db()
    done.refresh_from_db()
    assert (task.lead, done.lead) == (joint.founders[1], joint.founders[0])
    chairs = joint.body.posts.filter(title=rules.Title.CHAIR).order_by("period")
    assert [(post.holder, post.period.upper) for post in chairs] == [
        ("发起企业甲董事长", date(2027, 1, 1)),
        ("发起企业乙董事长", date(2028, 1, 1)),
    ]
    assert hand_over(FIRST) == 0
    told = Record.objects.filter(what="organisations.hand_over", organisation=joint.body.pk)
    assert [row.after["founder"] for row in told] == [founder.pk for founder in joint.founders]
    assert told.latest("id").after["tasks"] == [task.pk]


def test_a_founder_without_an_administrator_is_waited_for(joint: Joint) -> None:
    former = appointed(joint.founders[0])
    assert hand_over(FIRST.replace(year=2026)) == 1
    assert hand_over(FIRST) == 0
    assert staff_of(joint.body) == {former}
    with clock.held(FIRST):
        assert "等待交接" in pages.browser(former).get("/workbench/").text
    coming = appointed(joint.founders[1])
    assert hand_over(FIRST + timedelta(days=3)) == 1
    assert staff_of(joint.body) == {coming}


def test_who_works_for_both_founders_stays(joint: Joint) -> None:
    both = appointed(joint.founders[0])
    appointed(joint.founders[1], person=both)
    other = appointed(joint.body, Role.VIEWER)
    assert hand_over(FIRST.replace(year=2026)) == 1
    assert hand_over(FIRST) == 1
    assert staff_of(joint.body) == {both}
    assert Appointment.objects.current().filter(person=other, organisation=joint.body).exists()


def test_a_turn_that_begins_soon_is_announced(joint: Joint) -> None:
    person = appointed(joint.body)
    with clock.held(FIRST - timedelta(days=20)):
        html = pages.browser(person).get("/workbench/").text
    assert "发起企业乙即将轮值" in html
    assert "2027-01-01 前" in html


@pytest.mark.spec("SCP-05")
def test_only_own_staff_and_those_above_see_the_calendar(joint: Joint) -> None:
    address = f"/organisations/{joint.body.code}/turns/"
    staff.assert_reached(address, joint.body, staff.Cast.around(joint.body), "own", "viewer", "parent")
