"""A worker leaves at any time."""

import pytest

from kexie.areas.membership.tests import factories as members
from kexie.areas.stations import actions
from kexie.areas.stations.tests import factories
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02", "SEC-06")]


def test_the_consent_stays_as_proof_and_one_may_come_back() -> None:
    row, person = factories.station(), persons.person()
    place = factories.panelist(row, person)
    browser, page = pages.browser(person), f"/stations/{row.code}/leave/"
    assert pages.browser(persons.person()).get(page).status_code == 404
    assert pages.send(browser, page)["Location"] == "/stations/own/"
    place.refresh_from_db()
    left = place.left_at
    assert left is not None
    assert pages.status(browser, page) == 303
    place.refresh_from_db()
    assert place.left_at == left
    again = actions.join(row, agrees=True, is_worker=True, by=members.by(person))
    assert (again.pk != place.pk, again.left_at) == (True, None)
