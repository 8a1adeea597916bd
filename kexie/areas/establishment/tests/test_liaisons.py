"""An association reads the officers whom it confirms, those who wait first."""

import pytest

from kexie.areas.establishment import actions
from kexie.areas.establishment.tests import factories, liaisons
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-04")]


def test_it_shows_who_waits_with_the_number_to_call() -> None:
    row = liaisons.named()
    desk = row.organisation
    confirmed = liaisons.named()
    actions.confirm(confirmed, seen=confirmed.revision, by=factories.by(appointed(desk)))
    html = pages.browser(appointed(desk, "secretary")).get(f"/organisations/{desk.code}/liaisons/").text
    assert html.index(row.unit.name) < html.index(confirmed.unit.name)
    assert (row.unit.name in html, "0730-8888888" in html, "待确认" in html) == (True, True, True)
