"""No letters any more, in one click."""

import pytest

from kexie.areas.care.models import Consent
from kexie.areas.care.tests import factories
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08")]


def test_one_click_and_the_other_consent_stays() -> None:
    person = persons.person()
    member = factories.agreeing(person=person, birthday=True, month=5, day=1)
    page = f"/care/memberships/{member.code}/opt_out/"
    for _ in range(2):
        assert pages.status(pages.browser(person), page) == 303
    assert [one.purpose for one in Consent.objects.holding()] == ["birthday"]
    assert pages.browser(persons.person()).get(page).status_code == 404
