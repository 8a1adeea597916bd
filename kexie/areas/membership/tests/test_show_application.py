"""An application as the applicant and the desk see it."""

import pytest

from kexie.areas.membership import actions
from kexie.areas.membership.models import Application
from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]
MOBILE = "19900001234"


def html(row: Application, person: Person) -> str:
    answer = pages.browser(person).get(f"/applications/{row.code}/show_application/")
    assert answer.status_code == 200
    return answer.text


def test_the_applicant_sees_it_in_full_the_desk_masked_and_with_buttons() -> None:
    row = factories.application(mobile=MOBILE)
    page = html(row, row.applicant)
    assert (MOBILE in page, "withdraw/" in page, "accept/" in page) == (True, True, False)
    page = html(row, appointed(row.organisation, Role.REVIEWER))
    assert (MOBILE in page, "199****1234" in page, "accept/" in page, "withdraw/" in page) == (False, True, True, False)


@pytest.mark.spec("SEC-03")
def test_a_reviewer_who_applied_is_told_that_somebody_else_decides() -> None:
    body = factories.body()
    reviewer = appointed(body, Role.REVIEWER)
    page = html(factories.application(body, reviewer), reviewer)
    assert ("请由其他审核人员办理" in page, "accept/" in page) == (True, False)


@pytest.mark.spec("MEM-01b")
def test_perhaps_the_applicant_stands_on_the_roll_already() -> None:
    body = factories.body()
    reviewer = appointed(body, Role.REVIEWER)
    factories.member(body, name="罗溪", department="设备部")
    row = factories.application(body)
    assert "同名的会员" in html(row, reviewer)
    factories.member(body, mobile=MOBILE)
    assert "不另编会员号" in html(factories.application(body, mobile=MOBILE), reviewer)
    assert "同名的会员" not in html(row, row.applicant)


def test_the_applicant_sees_why_but_not_by_whom() -> None:
    row = factories.returned()
    page = html(row, row.applicant)
    assert ("部门没有填" in page, "amend/" in page, "审核人" in page) == (True, True, False)
    assert "审核人" in html(row, appointed(row.organisation, Role.REVIEWER))


def test_after_the_end_nothing_can_be_done() -> None:
    row = factories.application()
    actions.withdraw(row, seen=0, by=factories.by(row.applicant))
    for person in (row.applicant, appointed(row.organisation)):
        assert not any(word in html(row, person) for word in ("accept/", "return_/", "amend/", "withdraw/"))


@pytest.mark.spec("SCP-03")
def test_somebody_else_finds_nothing() -> None:
    row = factories.application()
    for person in (persons.person(), appointed(row.organisation.superior), appointed(factories.body())):
        assert pages.browser(person).get(f"/applications/{row.code}/show_application/").status_code == 404
