"""A station as the host and the association see it."""

import pytest

from kexie.areas.stations.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_the_host_has_the_code_and_drafts_the_association_numbers() -> None:
    row = factories.station()
    place = factories.panelist(row, persons.person(name="罗样本"))
    factories.bulletin(row, title="草稿一条")
    factories.answer(factories.wave(row), place)
    page = f"/stations/{row.code}/"
    host = pages.browser(factories.staff(row.host)).get(page).text
    desk = pages.browser(factories.staff(row.organisation)).get(page).text
    assert [(word in host, word in desk) for word in ("草稿一条", f"{page}join/", f"{page}end/", "100.0%")] == [
        (True, False),
        (True, False),
        (False, True),
        (True, True),
    ]
    assert place.person.name not in desk
    above = pages.browser(factories.staff(bodies.association("430600")))
    assert above.get(page).status_code == 404
