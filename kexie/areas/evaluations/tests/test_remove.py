"""A draft is deleted; what was published is kept (see test_change.py)."""

import pytest

from kexie.areas.evaluations.models import Sheet
from kexie.areas.evaluations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_a_draft_goes_with_its_items() -> None:
    row = factories.sheet()
    browser = pages.browser(factories.staff(row.organisation))
    assert pages.status(browser, f"/sheets/{row.code}/remove/", seen=row.revision) == 303
    assert not Sheet.objects.filter(pk=row.pk).exists()
