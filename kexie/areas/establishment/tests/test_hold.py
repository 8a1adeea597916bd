"""The founding congress is entered; under the approval regime the body is established by it."""

from datetime import date, timedelta

import pytest

from kexie.areas.directory import actions as directory
from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.areas.establishment.tests.procedures import let
from kexie.core import clock
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor
from kexie.foundation.organisations.queries import registered
from kexie.foundation.organisations.rules import Title
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-02")]


def send(case: Case, **given: object) -> tuple[int, str]:
    form = {
        "seen": case.revision,
        "congress_on": f"{clock.today():%Y-%m-%d}",
        "assembly": "delegates",
        "term_years": "5",
        "chair": "罗溪",
        "seats": "9",
    } | given
    answer = pages.send(pages.browser(case.applicant), f"/establishment/{case.code}/hold/", **form)
    case.refresh_from_db()
    return answer.status_code, answer.text


def test_the_body_is_established_and_owes_a_report_within_a_month() -> None:
    case = factories.approved()
    reviewer = factories.reviewer(case)
    assert send(case)[0] == 303
    body = case.body
    body.refresh_from_db()
    assert (case.stage, body.status, body.founded_on) == ("established", "active", clock.today())
    assert registered().live["430603", "enterprise"] == 1
    assert directory.publish(body, by=factories.by(case.applicant)).is_public
    assert body.posts.get(title=Title.CHAIR).holder == "罗溪"
    assert body.terms_of_office.get().period.upper.year == clock.today().year + 5
    duty = next(one for one in todo(actor(case.applicant), [body]) if "报送" in one.what)
    assert duty.due == case.report_due
    assert f"“{body.name}”已经成立" in titles(reviewer)


@pytest.mark.spec("GOV-01")
def test_a_hundred_workers_do_not_meet_all_together() -> None:
    for workers, status in ((100, 422), (99, 303)):
        case = factories.approved(factories.submitted(workers=workers))
        got, html = send(case, assembly="plenary")
        assert (got, "第二十五条" in html) == (status, status == 422)


def test_before_the_reply_there_is_no_congress() -> None:
    case = factories.submitted()
    status, html = send(case)
    assert (status, "先取得批复" in html, case.congress_on) == (422, True, None)


def test_nor_on_a_day_before_it_or_to_come() -> None:
    case = factories.approved()
    for day in (clock.today() - timedelta(days=1), clock.today() + timedelta(days=1)):
        assert send(case, congress_on=f"{day:%Y-%m-%d}")[0] == 422
    assert case.congress_on is None
    assert send(case, term_years="6")[0] == 422


@pytest.mark.spec("EST-03")
def test_where_the_place_files_the_case_is_submitted_after_it() -> None:
    let("430603", regime="filing")
    case = factories.prepared()
    assert send(case, congress_on="2026-01-31")[0] == 303
    assert (case.stage, case.report_due) == ("preparing", date(2026, 2, 28))
    case.body.refresh_from_db()
    assert case.body.status == "preparing"
    assert send(case)[0] == 422
