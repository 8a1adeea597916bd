"""A workstation reads its six tasks with what there is for each, and what it forwarded."""

import pytest

from kexie.areas.establishment.tests import stations
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-20")]


def test_it_leads_to_what_there_is() -> None:
    row = stations.voice()
    html = pages.browser(appointed(row.body)).get(f"/organisations/{row.body.code}/duties/").text
    assert all(f"{number}、" in html for number in "一二三四五六")
    assert ("催化剂寿命" in html, "等待答复" in html, "kind=advice" in html) == (True, True, True)
    other = bodies.body("430603")
    assert pages.browser(appointed(other)).get(f"/organisations/{other.code}/duties/").status_code == 404
