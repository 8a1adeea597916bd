"""An association lists its group members and the applications."""

import pytest

from kexie.areas.affiliations.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-02")]


def test_members_applications_and_former_ones() -> None:
    joined, waiting, refused = factories.delegate().relation, factories.accession(), factories.returned()
    browser, address = pages.browser(appointed(joined.object)), f"/organisations/{joined.object.code}/affiliations/"
    members = browser.get(address).text
    assert ("罗溪" in members, joined.subject.name in members, waiting.body.name in members) == (True, True, False)
    asked = browser.get(f"{address}?state=waiting").text
    assert all(row.body.name in asked for row in (waiting, refused))
    for state in ("ended", "former", "nonsense"):
        assert browser.get(f"{address}?state={state}").status_code == 200
