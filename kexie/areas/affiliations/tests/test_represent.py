"""Who represents a part that is a group member."""

import pytest

from kexie.areas.affiliations.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-11")]


def test_the_delegates_are_named_anew() -> None:
    row = factories.branch_member()
    browser, address = pages.browser(appointed(row.organisation)), f"/branches/{row.pk}/represent/"
    assert pages.status(browser, address, seen=row.revision, delegates=" 罗溪 ") == 303
    row.refresh_from_db()
    assert row.delegates == "罗溪"
    assert pages.send(browser, address, seen=row.revision - 1, delegates="方原").status_code == 409
