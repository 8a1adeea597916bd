"""The scan of a sheet is handed to the secretariat and to who signed it."""

import pytest

from kexie.areas.care.tests import factories
from kexie.areas.membership import actions as membership
from kexie.areas.membership.tests import factories as members
from kexie.areas.registrations.tests.factories import PDF
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SEC-04"), pytest.mark.spec("MEM-08")]


def test_both_sides_get_it() -> None:
    number, person = members.identity(), persons.person(name="王敏")
    row = factories.agreement(members.member(name="王敏", identity=number))
    page = f"/care/agreements/{row.code}/scan/"
    assert pages.browser(person).get(page).status_code == 404
    membership.claim(person, name="王敏", identity=number, by=members.by(person))
    for reader in (person, appointed(row.member.organisation, Role.SECRETARY)):
        answer = pages.browser(reader).get(page)
        assert (answer.getvalue(), answer["Content-Disposition"].startswith("attachment")) == (PDF, True)
    assert pages.browser(appointed(row.member.organisation, Role.LEADER)).get(page).status_code == 404
