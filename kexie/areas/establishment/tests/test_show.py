"""A founding as both sides read it: where it stands, whose turn, since when, what is missing, the whole history."""

from datetime import timedelta

import pytest

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-07")]


def html(case: Case, person: Person) -> str:
    answer = pages.browser(person).get(f"/establishment/{case.code}/")
    assert answer.status_code == 200
    return answer.text


def test_the_group_sees_what_is_missing_and_what_to_do() -> None:
    case = factories.founded()
    page = html(case, case.applicant)
    assert "轮到" in page
    assert "缺少材料：章程" in page
    assert ("prepare/" in page, "submit/" in page, "approve/" in page) == (True, False, False)
    case = factories.prepared(case)
    page = html(case, case.applicant)
    assert ("材料已经备齐" in page, "submit/" in page) == (True, True)


def test_the_desk_sees_buttons_a_superior_none_and_both_the_history() -> None:
    case = factories.submitted()
    for who, may in ((factories.reviewer(case), True), (appointed(case.organisation.superior, Role.REVIEWER), False)):
        page = html(case, who)
        assert ("approve/" in page, "return_/" in page, "reject/" in page) == (may, may, may)
        assert "成立筹备组，开始筹备" in page
        assert "提交审核" in page


def test_the_group_reads_what_was_returned_but_not_by_whom() -> None:
    case = factories.submitted()
    reviewer = appointed(case.organisation, Role.REVIEWER, person=persons.person(name="暗中审核"))
    actions.return_(case, remarks={}, reason="人数不对", seen=case.revision, by=factories.by(reviewer))
    page = html(case, case.applicant)
    assert "人数不对" in page
    assert reviewer.name not in page


def test_days_are_counted_and_too_many_are_marked() -> None:
    now = clock.now()
    with clock.held(now - timedelta(days=60)):
        case = factories.submitted()
    page = html(case, factories.reviewer(case))
    assert "已等 60 天" in page
    assert "已超期" in page


def test_who_began_it_is_told_that_another_one_reviews() -> None:
    host = factories.enterprise()
    both = appointed(host)
    case = factories.submitted(factories.founded(host, both))
    appointed(case.organisation, Role.REVIEWER, person=both)
    assert "approve/" not in html(case, both)
