"""One's own member card."""

import re

import pytest

from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from tests import pages, qr

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


def test_it_shows_number_and_a_code_that_leads_to_the_verification() -> None:
    person = persons.person()
    member = factories.own(person)
    page = pages.browser(person).get(f"/memberships/{member.code}/card/").text
    assert "000001" in page
    assert "申请入会，审核通过" in page
    drawn = re.search(r'<svg[^>]*class="k-qr".*?</svg>', page, re.DOTALL)
    assert drawn is not None
    assert qr.read(drawn[0]) == f"http://testserver/cards/{member.code}/verify/"


@pytest.mark.spec("SCP-03")
def test_nobody_opens_anothers_card() -> None:
    member = factories.own(persons.person())
    for person in (persons.person(), appointed(member.organisation)):
        assert pages.browser(person).get(f"/memberships/{member.code}/card/").status_code == 404
