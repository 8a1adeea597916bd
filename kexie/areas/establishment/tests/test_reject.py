"""The desk refuses a founding with a reason."""

import pytest

from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.engines.notices.tests.factories import titles
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-02")]


def send(case: Case, **given: object) -> tuple[int, str]:
    form = {"seen": case.revision, "reason": "不符合设立条件"} | given
    answer = pages.send(pages.browser(factories.reviewer(case)), f"/establishment/{case.code}/reject/", **form)
    case.refresh_from_db()
    return answer.status_code, answer.text


def test_the_case_ends_and_the_group_reads_why() -> None:
    case = factories.submitted()
    assert send(case)[0] == 303
    case.body.refresh_from_db()
    assert (case.stage, case.body.status, case.reason) == ("rejected", "closed", "不符合设立条件")
    assert f"“{case.body.name}”的设立申请没有获得批准" in titles(case.applicant)
    page = pages.browser(case.applicant).get(f"/establishment/{case.code}/").text
    assert "没有获得批准" in page
    assert "不符合设立条件" in page


def test_without_a_reason_nothing_is_refused() -> None:
    case = factories.submitted()
    assert (send(case, reason="")[0], case.stage) == (422, "submitted")
    assert send(factories.founded())[0] == 422
