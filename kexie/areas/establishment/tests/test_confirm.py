"""The association confirms a liaison officer, once."""

import pytest

from kexie.areas.establishment.tests import factories, liaisons
from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-04"), pytest.mark.spec("EST-07")]


def test_it_is_confirmed_once_and_the_unit_is_told() -> None:
    row = liaisons.named()
    desk, inside = row.organisation, appointed(row.unit)
    browser = pages.browser(appointed(desk, "secretary"))
    where = f"/organisations/{desk.code}/confirm/{row.pk}/"
    assert pages.send(browser, where, seen=row.revision).status_code == 303
    row.refresh_from_db()
    assert row.words == "在任"
    again = pages.send(browser, where, seen=row.revision)
    assert (again.status_code, "已经确认" in again.text) == (422, True)
    assert f"{desk.called}确认了本单位的联络员" in titles(inside)
    assert pages.browser(appointed(factories.enterprise())).get(where).status_code == 404
