"""The desk approves with a numbered reply; where the place files, the body is established by it."""

from datetime import timedelta

import pytest

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Case, Reply
from kexie.areas.establishment.tests import factories
from kexie.areas.establishment.tests.procedures import let
from kexie.core import clock
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor
from kexie.foundation.organisations.queries import registered
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-02")]


def send(case: Case, **given: object) -> tuple[int, str]:
    form = {"seen": case.revision, "number": "云科协〔2026〕7号", "issued_on": f"{clock.today():%Y-%m-%d}"} | given
    answer = pages.send(pages.browser(factories.reviewer(case)), f"/establishment/{case.code}/approve/", **form)
    case.refresh_from_db()
    return answer.status_code, answer.text


def test_the_reply_opens_the_way_to_the_congress() -> None:
    case = factories.submitted()
    assert send(case)[0] == 303
    case.body.refresh_from_db()
    assert (case.stage, case.reply.number, case.body.status) == ("approved", "云科协〔2026〕7号", "preparing")
    (waiting,) = todo(actor(case.applicant), [case.body])
    assert waiting.what == f"召开“{case.body.name}”成立大会，会后登记"
    assert f"“{case.body.name}”的设立申请已经批复" in titles(case.applicant)


@pytest.mark.spec("EST-03")
def test_filing_establishes() -> None:
    let("430603", regime="filing")
    case = factories.submitted()
    assert send(case)[0] == 303
    case.body.refresh_from_db()
    assert (case.stage, case.body.status, case.reported_on) == ("established", "active", clock.today())
    assert registered().live["430603", "enterprise"] == 1
    assert not [one for one in todo(actor(case.applicant), [case.body]) if "报送" in one.what]


@pytest.mark.spec("EST-10")
def test_a_number_is_used_once_and_the_next_is_suggested() -> None:
    assert send(factories.submitted())[0] == 303
    case = factories.submitted()
    page = pages.browser(factories.reviewer(case)).get(f"/establishment/{case.code}/approve/").text
    assert "云科协〔2026〕8号" in page
    status, html = send(case)
    assert (status, "这个文号已经用过" in html, case.stage) == (422, True, "submitted")


def test_a_reply_of_tomorrow_is_refused() -> None:
    case = factories.submitted()
    for days in (-1, 1):
        assert send(case, issued_on=f"{clock.today() + timedelta(days=days):%Y-%m-%d}")[0] == 422
    assert (send(case, number=" ")[0], Reply.objects.count()) == (422, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["approve", "return_", "reject"])
def test_two_reviewers_at_once_make_one_decision(other: str) -> None:
    case = factories.submitted()
    one, two = factories.by(factories.reviewer(case)), factories.by(factories.reviewer(case))
    day, seen = clock.today(), case.revision
    others = {
        "approve": lambda: actions.approve(case, number="2号", issued_on=day, seen=seen, by=two),
        "return_": lambda: actions.return_(case, remarks={}, reason="缺", seen=seen, by=two),
        "reject": lambda: actions.reject(case, reason="不符合", seen=seen, by=two),
    }
    done = at_once(lambda: actions.approve(case, number="1号", issued_on=day, seen=seen, by=one), others[other])
    assert sorted(type(result).__name__ for result in done) == ["Case", "Stale"]
    assert isinstance(next(result for result in done if isinstance(result, Exception)), Stale)
    case.refresh_from_db()
    assert Reply.objects.count() == (case.stage == "approved")
