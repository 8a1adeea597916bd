"""The applicant takes an application back."""

import pytest

from kexie.areas.membership.tests import factories
from kexie.engines.worklist.models import Obligation
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


@pytest.mark.spec("SEC-06")
def test_it_ends_and_what_identifies_is_erased() -> None:
    row = factories.application(identity=factories.identity(), email="li@example.com")
    assert pages.status(pages.browser(row.applicant), f"/applications/{row.code}/withdraw/", seen=row.revision) == 303
    row.refresh_from_db()
    assert (row.stage, row.identity, row.mobile, row.email) == ("withdrawn", "", "", "")
    assert not Obligation.objects.open().exists()
    factories.application(row.organisation, row.applicant)  # somebody who thinks better of it applies again


def test_what_has_ended_is_not_withdrawn() -> None:
    row = factories.own(factories.application().applicant).application
    assert pages.browser(row.applicant).get(f"/applications/{row.code}/withdraw/").status_code == 404
