"""A unit is taken off the list, and those after it move up."""

import pytest

from kexie.areas.establishment.models import Case, Partner
from kexie.areas.establishment.tests import uniting
from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-04")]


def send(case: Case, partner: Partner) -> int:
    browser = pages.browser(case.applicant)
    partner.refresh_from_db()
    address = f"/establishment/{case.code}/dismiss/{partner.pk}/"
    return pages.send(browser, address, seen=partner.revision).status_code


def test_the_others_move_up_and_the_unit_is_told() -> None:
    case = uniting.united()
    one, two = uniting.invited(case), uniting.invited(case)
    secretary = appointed(one.organisation, "secretary")
    assert send(case, one) == 303
    assert list(case.partners.values_list("organisation", "turn")) == [(case.host_id, 1), (two.organisation_id, 2)]
    assert any("不再列入" in title for title in titles(secretary))


def test_who_leads_stays() -> None:
    case = uniting.united()
    (lead,) = case.partners.all()
    assert (send(case, lead), case.partners.count()) == (422, 1)
