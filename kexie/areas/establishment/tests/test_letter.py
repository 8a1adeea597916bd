"""The paper on which a unit consented is read by those who prepare and those who review."""

from typing import Any

import pytest

from kexie.areas.establishment import actions
from kexie.areas.establishment.tests import factories, uniting
from kexie.core import clock
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-08")]


def test_both_sides_read_it_and_nobody_else() -> None:
    case = uniting.united()
    partner = uniting.invited(case)
    said: dict[str, Any] = {"file": factories.upload(), "consent_by": "中共参加公司支部", "answered_on": clock.today()}
    partner = actions.vouch(partner, **said, seen=partner.revision, by=factories.by(case.applicant))
    where = f"/establishment/{case.code}/letter/{partner.pk}/"
    assert pages.browser(case.applicant).get(where).status_code == 200
    assert pages.browser(factories.reviewer(case)).get(where).status_code == 200
    assert pages.browser(appointed(factories.enterprise())).get(where).status_code == 404
    (lead,) = case.partners.filter(is_lead=True)
    assert pages.browser(case.applicant).get(f"/establishment/{case.code}/letter/{lead.pk}/").status_code == 404
