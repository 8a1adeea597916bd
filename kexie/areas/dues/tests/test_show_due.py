"""What a member owes, with the ledger of it."""

import pytest

from kexie.areas.dues.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_the_ledger_and_who_may_add_to_it() -> None:
    entry = factories.paid(amount=factories.OWED // 2, reference="票 8")
    due, year = entry.due, entry.year
    page = f"/dues/{year.code}/members/{due.member.code}/show_due/"
    finance = pages.browser(appointed(year.organisation, Role.FINANCE)).get(page).text
    assert all(words in finance for words in ("缴了一部分", "会费〔", "0001号", "票 8", "/correct/", "/waive/"))
    leader = pages.browser(appointed(year.organisation, Role.LEADER)).get(page).text
    assert ("0001号" in leader, "/correct/" in leader) == (True, False)
    assert pages.browser(appointed(year.organisation, Role.REVIEWER)).get(page).status_code == 404
