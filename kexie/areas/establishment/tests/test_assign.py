"""Duties and turns are agreed on, and who said yes to something else is asked again."""

import pytest

from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import uniting
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor, appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-04")]


def send(case: Case, **given: object) -> tuple[int, str]:
    case.refresh_from_db()
    rows = list(case.partners.all())
    typed: dict[str, object] = {"seen": case.revision, "turn_months": "12"}
    for place, row in enumerate(rows, 1):
        typed |= {f"turn_{row.pk}": place, f"duty_{row.pk}": f"第{place}项"}
    answer = pages.send(pages.browser(case.applicant), f"/establishment/{case.code}/assign/", **(typed | given))
    return answer.status_code, answer.text


def test_turns_follow_one_another_each_unit_once() -> None:
    case = uniting.united()
    partner = uniting.invited(case)
    for given, words in (({f"turn_{partner.pk}": 1}, "轮值顺序请填 1 到 2"), ({"turn_months": "5"}, "没有这个")):
        status, html = send(case, **given)
        assert (status, words in html) == (422, True)
    assert send(case)[0] == 303
    assert list(case.partners.values_list("turn", "duty")) == [(1, "第1项"), (2, "第2项")]


def test_a_yes_lapses_with_what_it_was_said_to() -> None:
    case = uniting.united()
    one, two = uniting.invited(case), uniting.invited(case)
    secretary = appointed(one.organisation, "secretary")
    send(case)
    for partner in (one, two):
        partner.refresh_from_db()
        uniting.answered(partner)
    assert not list(todo(actor(secretary), [one.organisation]))
    assert send(case, **{f"duty_{one.pk}": "别的事"})[0] == 303
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.answer, two.answer) == ("", "consented")
    (waiting,) = todo(actor(secretary), [one.organisation])
    assert "请答复" in waiting.what


def test_a_consortium_has_duties_and_no_turns() -> None:
    case = uniting.united("consortium")
    uniting.invited(case)
    assert 'name="turn_months"' not in pages.browser(case.applicant).get(f"/establishment/{case.code}/assign/").text
    assert send(case)[0] == 303
    assert set(case.partners.values_list("turn", flat=True)) == {None}
