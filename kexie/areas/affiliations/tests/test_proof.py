"""The file that proves an application is handed out to both sides, never shown inside a page."""

import pytest

from kexie.areas.affiliations.tests import factories
from kexie.areas.registrations.tests.factories import PDF
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SEC-04"), pytest.mark.spec("MEM-02")]


def test_both_sides_get_it() -> None:
    row = factories.accession()
    for side in (row.body, row.organisation):
        answer = pages.browser(appointed(side)).get(f"/affiliations/{row.code}/proof/")
        assert (answer.getvalue(), answer["Content-Disposition"].startswith("attachment")) == (PDF, True)
    bare = factories.accession(proof=None)
    assert pages.browser(appointed(bare.body)).get(f"/affiliations/{bare.code}/proof/").status_code == 404
