"""A unit reads who its liaison officer is and who were."""

import pytest

from kexie.areas.establishment.tests import liaisons
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-04")]


def test_it_shows_the_officer_and_who_confirms() -> None:
    row = liaisons.named()
    where = f"/organisations/{row.unit.code}/liaison/"
    html = pages.browser(appointed(row.unit)).get(where).text
    assert ("罗溪" in html, "待确认" in html, "指定联络员</a>" in html) == (True, True, False)
    society = bodies.body("430603", kind="society", name="云溪学会")
    assert pages.browser(appointed(society)).get(f"/organisations/{society.code}/liaison/").status_code == 404
