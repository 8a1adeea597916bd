"""A draft may be thrown away, what was adopted never."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.charters import actions
from kexie.areas.charters.models import Charter
from kexie.areas.charters.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-09")]


def test_a_draft_is_thrown_away() -> None:
    row = factories.draft()
    browser = pages.browser(appointed(row.organisation))
    assert pages.status(browser, f"/charters/{row.code}/remove/", seen=row.revision) == 303
    assert not Charter.objects.exists()
    assert "还没有章程" in browser.get(f"/organisations/{row.organisation.code}/charters/").text


def test_what_was_adopted_stays() -> None:
    row = factories.adopted()
    with pytest.raises(ValidationError, match="不能直接修改"):
        actions.remove(row, seen=row.revision, by=factories.BY)
    assert pages.browser(appointed(row.organisation)).get(f"/charters/{row.code}/remove/").status_code == 404
