"""What was wrong has a counter-entry; nothing is deleted."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.dues import actions
from kexie.areas.dues.models import Entry
from kexie.areas.dues.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

NOTHING = 0
pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_the_sum_goes_back_and_the_receipt_is_void() -> None:
    entry = factories.paid()
    due, body = entry.due, entry.year.organisation
    due.refresh_from_db()
    browser, page = pages.browser(appointed(body, Role.FINANCE)), f"/dues/entries/{entry.code}/correct/"
    assert "收据作废" in browser.get(page).text
    assert pages.status(browser, page, seen=due.revision, reason="记错了人") == 303
    due.refresh_from_db()
    assert (due.paid, due.remainder, due.entries.count()) == (NOTHING, factories.OWED, 2)
    assert "已经更正过" in pages.send(browser, page, seen=due.revision, reason="再来").text
    counter = Entry.objects.get(counters=entry)
    with pytest.raises(ValidationError, match="不能再更正"):
        actions.correct(counter, seen=due.revision, reason="错", by=members.BY)
    again = factories.paid(due)
    assert (again.receipt, again.amount) == (2, factories.OWED)
    shown = browser.get(f"/dues/{entry.year.code}/members/{due.member.code}/show_due/").text
    assert ("更正缴费" in shown, "-50.00" in shown, "记错了人" in shown) == (True, True, True)


def test_a_waiver_is_taken_back() -> None:
    due = factories.due()
    entry = actions.waive(due, seen=0, amount=factories.OWED, reason="困难", by=members.BY)
    actions.correct(Entry.objects.get(pk=entry.pk), seen=1, reason="不符合条件", by=members.BY)
    due.refresh_from_db()
    assert (due.waived, due.remainder) == (NOTHING, factories.OWED)
