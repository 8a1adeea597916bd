"""A charter is reported to the superior within a month of the congress (G25)."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.charters import actions, queries
from kexie.areas.charters.models import Charter
from kexie.areas.charters.tests import factories
from kexie.core import clock
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-09"), pytest.mark.spec("EST-11")]
HELD = date(2026, 1, 31)


def test_it_is_reported_the_duty_is_closed_and_the_superior_is_told() -> None:
    row = factories.adopted()
    browser = pages.browser(appointed(row.organisation))
    assert pages.status(browser, f"/charters/{row.code}/report/", seen=row.revision) == 303
    row.refresh_from_db()
    assert row.reported_on == clock.today()
    assert not Obligation.objects.open().filter(kind="charters.report").exists()
    told = Announcement.objects.get(what="charters.report")
    assert (told.organisation, told.link) == (row.organisation.superior, f"/charters/{row.code}/")
    reader = pages.browser(appointed(row.organisation.superior))
    assert "第一条" in reader.get(told.link).text
    assert pages.status(browser, f"/charters/{row.code}/report/", seen=row.revision) == 404


@pytest.mark.parametrize(("day", "is_late"), [(28, False), (29, True)])
def test_the_month_ends_on_the_last_day_of_february(day: int, is_late: bool) -> None:
    row = factories.adopted(on=HELD)
    today = date(2026, 2, 28) if day == 28 else date(2026, 3, 1)
    with clock.held(datetime(today.year, today.month, today.day, 12, tzinfo=clock.PLACE)):
        assert queries.state(row).is_late == is_late
        actions.report(row, seen=row.revision, by=factories.BY)
    assert Record.objects.get(what="charters.report").after["late"] == is_late


def test_a_draft_is_not_reported() -> None:
    row = factories.draft()
    with pytest.raises(ValidationError, match="大会通过后再报送"):
        actions.report(row, seen=row.revision, by=factories.BY)


def test_it_is_reported_once() -> None:
    row = factories.adopted()
    row = actions.report(row, seen=row.revision, by=factories.BY)
    with pytest.raises(ValidationError, match="已经报送过"):
        actions.report(row, seen=row.revision, by=factories.BY)
    assert Charter.objects.unreported().count() == 0
