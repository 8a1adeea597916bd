"""A registration as the applicant and the desk see it."""

import pytest

from kexie.areas.registrations import actions
from kexie.areas.registrations.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-07")]
PHONE = "13800005678"


def html(code: str, person: Person) -> str:
    answer = pages.browser(person).get(f"/registrations/{code}/")
    assert answer.status_code == 200
    return answer.text


def test_the_applicant_sees_whose_turn_it_is() -> None:
    row = factories.registration()
    page = html(row.code, row.applicant)
    assert "等待云溪区科学技术协会审核" in page
    assert "withdraw/" in page
    assert "amend/" not in page
    assert "accept/" not in page
    assert PHONE in page


def test_the_applicant_sees_why_it_was_returned_but_not_by_whom() -> None:
    row = factories.returned()
    page = html(row.code, row.applicant)
    assert "退回原因：执照看不清" in page
    assert "要修改的项目：证明材料" in page
    assert "amend/" in page
    assert "审核人" not in page


def test_a_reviewer_sees_buttons_and_telephone_a_superior_neither() -> None:
    row = factories.registration()
    page = html(row.code, appointed(row.organisation, Role.REVIEWER))
    assert ("accept/" in page, "return_/" in page, "withdraw/" in page, PHONE in page) == (True, True, False, False)
    page = html(row.code, appointed(row.organisation.superior, Role.REVIEWER))
    assert ("accept/" in page, "return_/" in page, PHONE in page, "138****5678" in page) == (False, False, False, True)


@pytest.mark.spec("SEC-03")
def test_a_reviewer_who_applied_is_told_that_somebody_else_decides() -> None:
    reviewer = appointed(bodies.association("430603"), Role.REVIEWER)
    row = factories.registration(reviewer)
    page = html(row.code, reviewer)
    assert "请由其他审核人员办理" in page
    assert "accept/" not in page


def test_perhaps_it_is_there_already() -> None:
    row = factories.registration(name="同名公司")
    bodies.body("430603", kind="enterprise", name="同名公司")
    bodies.body("320113", kind="enterprise", name="同名公司", uscc=factories.uscc())
    factories.registration(name="同名公司")
    page = html(row.code, appointed(row.organisation))
    assert page.count("可能已经登记过") == 1
    assert page.count("/manage/") == 1 + page.count('href="/organisations/' + row.organisation.code + "/manage/")
    assert "另一件未办结的申请" in page
    assert "可能已经登记过" not in html(row.code, row.applicant)


def test_the_history_says_who_when_what_and_why() -> None:
    row = factories.returned()
    page = html(row.code, appointed(row.organisation))
    for words in ("提交申请", "罗溪", "退回修改", "审核人", "执照看不清"):
        assert words in page


def test_after_the_end_nothing_can_be_done() -> None:
    row = factories.registration()
    actions.withdraw(row, seen=0, by=factories.by(row.applicant))
    for person in (row.applicant, appointed(row.organisation)):
        page = html(row.code, person)
        assert not any(word in page for word in ("accept/", "return_/", "amend/", "withdraw/"))


@pytest.mark.spec("SCP-03")
def test_somebody_else_finds_nothing() -> None:
    row = factories.registration()
    for person in (persons.person(), appointed(bodies.association("430611"))):
        assert pages.browser(person).get(f"/registrations/{row.code}/").status_code == 404
