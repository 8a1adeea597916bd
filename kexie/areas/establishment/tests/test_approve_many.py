"""Several foundings are approved together, all or none."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.establishment import actions, rules
from kexie.areas.establishment.models import Case, Reply
from kexie.areas.establishment.tests import factories
from kexie.core import clock
from kexie.foundation.people.models import Person
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-02")]


def send(person: Person, *cases: Case, **given: object) -> tuple[int, str]:
    form = {
        "cases": [f"{case.code}.{case.revision}" for case in cases],
        "number": "云科协〔2026〕9号",
        "issued_on": f"{clock.today():%Y-%m-%d}",
    } | given
    address = f"/organisations/{cases[0].organisation.code}/establishment/approve_many/"
    answer = pages.send(pages.browser(person), address, **form)
    return answer.status_code, answer.text


def test_numbers_follow_one_another() -> None:
    one, two = factories.submitted(), factories.submitted()
    assert send(factories.reviewer(one), two, one)[0] == 303
    numbers = list(Reply.objects.order_by("case_id").values_list("number", flat=True))
    assert numbers == ["云科协〔2026〕9号", "云科协〔2026〕10号"]


def test_one_that_changed_meanwhile_stops_all() -> None:
    one, two = factories.submitted(), factories.submitted()
    actions.recall(two, seen=two.revision, by=factories.by(two.applicant))
    status, html = send(factories.reviewer(one), one, two)
    assert (status, "重新选择" in html, Reply.objects.count()) == (422, True, 0)


def test_a_number_that_is_taken_stops_all() -> None:
    factories.approved(number="云科协〔2026〕10号")
    one, two = factories.submitted(), factories.submitted()
    status, html = send(factories.reviewer(one), one, two)
    assert (status, "这个文号已经用过" in html, Reply.objects.count()) == (422, True, 1)


def test_none_is_refused_and_the_chosen_ones_are_ticked() -> None:
    case = factories.submitted()
    reviewer = factories.reviewer(case)
    assert send(reviewer, case, cases=[])[0] == 422
    address = f"/organisations/{case.organisation.code}/establishment/approve_many/?case={case.code}"
    assert "checked" in pages.browser(reviewer).get(address).text
    with pytest.raises(ValidationError, match="最多"):
        rules.require_some(range(51))
    with pytest.raises(ValidationError, match="要有编号"):
        rules.numbers("没有数字", 2)
    assert rules.numbers("没有数字", 1) == ["没有数字"]
