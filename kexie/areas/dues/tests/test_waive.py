"""Dues are forgone for a reason."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.dues import actions
from kexie.areas.dues.models import Due
from kexie.areas.dues.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_it_says_why_and_is_within_what_is_owed() -> None:
    due = factories.due()
    browser = pages.browser(appointed(due.year.organisation, Role.FINANCE))
    page = f"/dues/{due.year.code}/members/{due.member.code}/waive/"
    assert "请写明原因" in pages.send(browser, page, seen=0, amount="10", reason=" ").text
    assert "还应缴 50.00 元" in pages.send(browser, page, seen=0, amount="51", reason="困难").text
    assert pages.status(browser, page, seen=0, amount="50", reason="困难") == 303
    due.refresh_from_db()
    assert (due.waived, due.remainder, due.standing[0]) == (factories.OWED, 0, "已减免")
    assert due.entries.get().receipt is None


@pytest.mark.django_db(transaction=True)
def test_a_waiver_while_a_payment_comes_in() -> None:
    due = factories.due()

    def waive() -> object:
        return actions.waive(due, seen=due.revision, amount=factories.OWED, reason="困难", by=members.BY)

    def pay() -> object:
        return factories.paid(due)

    answers = at_once(waive, pay)
    assert sum(isinstance(answer, Stale | ValidationError) for answer in answers) == 1
    now = Due.objects.get()
    assert (now.paid + now.waived, now.entries.count()) == (factories.OWED, 1)
