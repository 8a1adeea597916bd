"""The result of the founding congress is reported within a month, or late."""

from datetime import timedelta

import pytest

from kexie.areas.charters.tests import factories as charters
from kexie.areas.establishment import rules
from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.core import clock
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-02")]


def send(case: Case, **given: object) -> tuple[int, str]:
    files = {"result": factories.file("结果.pdf"), "charter": factories.file("章程.pdf")}
    form = {"seen": case.revision, **files} | given
    answer = pages.send(pages.browser(case.applicant), f"/establishment/{case.code}/report/", **form)
    case.refresh_from_db()
    return answer.status_code, answer.text


def test_the_duty_is_done_and_the_papers_are_there() -> None:
    case = factories.established()
    assert send(case)[0] == 303
    assert case.reported_on == clock.today()
    assert not [one for one in todo(actor(case.applicant), [case.body]) if "报送" in one.what]
    labels = {item.label for item in case.materials.filter(key__in=["result", "adopted"])}
    assert labels == {"选举结果", "通过的章程"}
    assert send(case)[0] == 422


def test_without_the_charter_it_is_refused() -> None:
    case = factories.established()
    status, html = send(case, charter="")
    assert (status, "或者先在“章程”里登记大会通过" in html, case.reported_on) == (422, True, None)


@pytest.mark.spec("EST-09")
def test_a_charter_that_was_passed_here_is_reported_with_the_result() -> None:
    case = factories.established()
    charter = charters.adopted(case.body, on=case.congress_on)
    assert len([one for one in todo(actor(case.applicant), [case.body]) if "报送" in one.what]) == 2
    assert send(case, charter="")[0] == 303
    assert not [one for one in todo(actor(case.applicant), [case.body]) if "报送" in one.what]
    charter.refresh_from_db()
    assert charter.reported_on == clock.today()
    assert case.materials.get(key="adopted").versions.get().file.kind == "pdf"


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (1, True)])
def test_on_the_last_day_it_is_in_time(days: int, *, is_late: bool) -> None:
    now = clock.now()
    with clock.held(now):
        case = factories.established()
    due = case.report_due
    assert due == rules.month_after(now.date())
    later = now + timedelta(days=(due - now.date()).days + days)
    with clock.held(later):
        page = pages.browser(case.applicant).get(f"/establishment/{case.code}/").text
        assert ("已超期" in page) == is_late
        assert send(case)[0] == 303
    page = pages.browser(case.applicant).get(f"/establishment/{case.code}/").text
    assert ("超过期限" in page) == is_late


def test_what_is_not_established_reports_nothing() -> None:
    assert send(factories.approved())[0] == 422
