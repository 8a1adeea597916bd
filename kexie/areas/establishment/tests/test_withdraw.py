"""A founding is given up; the body that was preparing is closed."""

import pytest

from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.engines.notices.tests.factories import titles
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-07")]


def send(case: Case, **given: object) -> tuple[int, str]:
    form = {"seen": case.revision, "reason": "企业合并"} | given
    answer = pages.send(pages.browser(case.applicant), f"/establishment/{case.code}/withdraw/", **form)
    case.refresh_from_db()
    return answer.status_code, answer.text


def test_the_body_is_closed_and_the_desk_is_told() -> None:
    case = factories.submitted()
    reviewer = factories.reviewer(case)
    assert send(case)[0] == 303
    case.body.refresh_from_db()
    assert (case.stage, case.body.status, case.due) == ("withdrawn", "closed", None)
    assert f"“{case.body.name}”终止了筹备" in titles(reviewer)


def test_without_a_reason_it_goes_on() -> None:
    case = factories.founded()
    status, html = send(case, reason=" ")
    assert (status, "请写明原因" in html, case.stage) == (422, True, "preparing")


def test_what_is_established_is_not_given_up() -> None:
    assert send(factories.established())[0] == 422
