"""A year is closed: nothing more is recorded in it."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.dues import actions
from kexie.areas.dues.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_nothing_more_is_recorded() -> None:
    due = factories.due()
    entry = factories.paid(due, amount=factories.OWED // 2)
    year = entry.year
    year.refresh_from_db()
    browser = pages.browser(appointed(year.organisation, Role.FINANCE))
    assert "1 名会员没有缴清，共 25.00 元" in browser.get(f"/dues/{year.code}/close/").text
    assert pages.status(browser, f"/dues/{year.code}/close/", seen=year.revision) == 303
    due.refresh_from_db()
    due.year.refresh_from_db()
    with pytest.raises(ValidationError, match="已经结账"):
        factories.paid(due)
    with pytest.raises(ValidationError, match="已经结账"):
        actions.waive(due, seen=due.revision, amount=due.remainder, reason="困难", by=members.BY)
    with pytest.raises(ValidationError, match="已经结账"):
        actions.correct(entry, seen=due.revision, reason="错", by=members.BY)
    year.refresh_from_db()
    with pytest.raises(ValidationError, match="已经结账"):
        actions.close(year, seen=year.revision, by=members.BY)
