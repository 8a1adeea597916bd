"""The association answers once, and the workstation is told."""

import pytest

from kexie.areas.establishment.tests import stations
from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-20")]


def test_it_is_answered_once() -> None:
    row = stations.voice()
    desk, inside = row.organisation, appointed(row.body)
    browser, where = pages.browser(appointed(desk, "reviewer")), f"/organisations/{desk.code}/answer/{row.pk}/"
    assert pages.send(browser, where, seen=row.revision, answer="").status_code == 422
    assert pages.send(browser, where, seen=row.revision, answer="已联系学会").status_code == 303
    assert pages.send(browser, where, seen=row.revision, answer="再答").status_code == 409
    row.refresh_from_db()
    assert row.answer == "已联系学会"
    assert f"{desk.called}答复了转达的技术需求" in titles(inside)
