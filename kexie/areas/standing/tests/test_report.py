"""The result of a congress is reported within a month; later ones are taken and say so (G25)."""

from datetime import date, datetime, time

import pytest

from kexie.areas.standing.models import Renewal
from kexie.areas.standing.tests import factories
from kexie.core import clock
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-14")]


def send(renewal: Renewal, **given: object) -> tuple[int, str]:
    form = {"seen": renewal.revision, "result": factories.file("选举结果.pdf"), "note": ""} | given
    answer = pages.send(pages.browser(appointed(renewal.organisation)), f"/renewals/{renewal.code}/report/", **form)
    renewal.refresh_from_db()
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("congress_on", "reported_on", "is_late"),
    [
        (date(2027, 1, 31), date(2027, 2, 28), False),
        (date(2027, 1, 31), date(2027, 3, 1), True),
        (date(2028, 1, 31), date(2028, 2, 29), False),
        (date(2027, 3, 15), date(2027, 4, 15), False),
        (date(2027, 3, 15), date(2027, 4, 16), True),
    ],
)
def test_a_month_is_exact(congress_on: date, reported_on: date, is_late: bool) -> None:
    body = factories.in_term(date(2027, 1, 1)).organisation
    with clock.held(datetime.combine(congress_on, time(9), clock.PLACE)):
        renewal = factories.renewed(body)
    with clock.held(datetime.combine(reported_on, time(23, 59), clock.PLACE)):
        assert send(renewal)[0] == 303
    assert (renewal.reported_on, renewal.is_late) == (reported_on, is_late)


def test_the_association_is_told_and_nothing_is_owed_any_more() -> None:
    renewal = factories.renewed()
    reviewer = appointed(renewal.organisation.superior, Role.REVIEWER)
    assert Obligation.objects.owed().get().due == renewal.report_due
    assert send(renewal)[0] == 303
    assert f"“{renewal.organisation.name}”报送了换届结果" in titles(reviewer)
    assert not Obligation.objects.owed().exists()
    assert send(renewal)[0] == 422


def test_a_report_without_its_file_is_refused() -> None:
    renewal = factories.renewed()
    form = {"seen": renewal.revision, "note": ""}
    address = f"/renewals/{renewal.code}/report/"
    assert pages.status(pages.browser(appointed(renewal.organisation)), address, **form) == 422
