"""The sheets on which members agreed, for the secretariat."""

import pytest

from kexie.areas.care.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08")]


def test_they_are_listed_with_what_holds() -> None:
    row = factories.agreement()
    body = row.member.organisation
    shown = pages.browser(appointed(body, Role.SECRETARY)).get(f"/organisations/{body.code}/care/agreements/").text
    assert all(words in shown for words in (row.member.name, "走访帮扶登记", f"{row.code}/scan/", "withdraw_agreement"))
