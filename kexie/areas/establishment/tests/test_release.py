"""Either side ends a liaison officer's service, with a reason."""

import pytest

from kexie.areas.establishment.tests import liaisons
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-04")]


@pytest.mark.parametrize("side", ["unit", "organisation"])
def test_either_side_ends_it_and_another_may_follow(side: str) -> None:
    row = liaisons.named()
    body = getattr(row, side)
    browser = pages.browser(appointed(body))
    where = f"/organisations/{body.code}/release/{row.pk}/"
    assert pages.send(browser, where, seen=row.revision, reason="").status_code == 422
    assert pages.send(browser, where, seen=row.revision, reason="调离").status_code == 303
    row.refresh_from_db()
    assert (row.words, row.reason) == ("已结束", "调离")
    assert pages.send(browser, where, seen=row.revision, reason="再次").status_code == 422
    assert liaisons.named(row.unit).words == "待确认"
