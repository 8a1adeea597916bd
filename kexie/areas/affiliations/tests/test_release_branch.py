"""A part is no group member any more: by the body, or because the part was closed."""

import pytest

from kexie.areas.affiliations import tasks
from kexie.areas.affiliations.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions as organisations
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-02")]


def test_that_it_was_stays_and_it_may_be_taken_again() -> None:
    row = factories.branch_member()
    body, today = row.organisation, clock.today()
    browser, address = pages.browser(appointed(body)), f"/branches/{row.pk}/release_branch/"
    assert pages.status(browser, address, seen=row.revision, until="2000-01-01") == 422
    assert pages.status(browser, address, seen=row.revision, until=f"{today:%Y-%m-%d}") == 303
    page = browser.get(f"/organisations/{body.code}/affiliations/").text
    assert (f"{today:%Y-%m-%d} 结束" in page, "admit_branch" in page) == (True, True)
    assert browser.get(address).status_code == 404


def test_a_part_that_was_closed_is_none() -> None:
    row, kept = factories.branch_member(), factories.branch_member()
    organisations.close_branch(row.branch, closed_on=clock.today(), by=factories.BY)
    tasks.end_missed(timestamp=1)
    for one in (row, kept):
        one.refresh_from_db()
    assert (row.until, kept.until) == (clock.today(), None)
