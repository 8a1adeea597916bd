"""Bodies that were founded after the sheet was published."""

import pytest

from kexie.areas.evaluations.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_who_came_since_is_reached_and_nobody_twice() -> None:
    row = factories.published()
    bodies.body(factories.COUNTY)
    browser, address = pages.browser(factories.staff(row.organisation)), f"/sheets/{row.code}/send/"
    assert pages.status(browser, address, seen=row.revision) == 303
    assert row.evaluations.count() == 2
    row.refresh_from_db()
    answer = pages.send(browser, address, seen=row.revision)
    assert (answer.status_code, "没有要补发的组织" in answer.text) == (422, True)
