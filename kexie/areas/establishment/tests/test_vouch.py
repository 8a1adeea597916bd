"""A unit's consent stands on paper where nobody of it answers."""

from datetime import timedelta

import pytest

from kexie.areas.establishment.tests import factories, uniting
from kexie.core import clock
from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-04"), pytest.mark.spec("EST-08")]


def test_the_paper_counts_and_the_unit_is_told() -> None:
    case = uniting.united()
    partner = uniting.invited(case)
    secretary = appointed(partner.organisation, "secretary")
    browser = pages.browser(case.applicant)
    where = f"/establishment/{case.code}/vouch/{partner.pk}/"
    typed = {"seen": partner.revision, "consent_by": "中共参加公司支部", "answered_on": f"{clock.today():%Y-%m-%d}"}
    late = f"{clock.today() + timedelta(days=1):%Y-%m-%d}"
    assert pages.send(browser, where, **typed).status_code == 422, "without the paper"
    refused = pages.send(browser, where, **(typed | {"file": factories.file(), "answered_on": late}))
    assert (refused.status_code, "还没有到" in refused.text) == (422, True)
    assert pages.send(browser, where, **(typed | {"file": factories.file()})).status_code == 303
    partner.refresh_from_db()
    assert (partner.answer, partner.consent_by, partner.file is not None) == ("consented", "中共参加公司支部", True)
    assert any("上传了本单位同意" in title for title in titles(secretary))


def test_a_paper_does_not_outvote_a_unit_that_said_no() -> None:
    case = uniting.united()
    partner = uniting.invited(case)
    secretary = pages.browser(appointed(partner.organisation, "secretary"))
    own = f"/organisations/{partner.organisation.code}/consent/{partner.pk}/"
    assert pages.status(secretary, own, seen=partner.revision, answer="declined", reason="暂不参加") == 303
    partner.refresh_from_db()
    typed = {"seen": partner.revision, "consent_by": "中共参加公司支部", "answered_on": f"{clock.today():%Y-%m-%d}"}
    where = f"/establishment/{case.code}/vouch/{partner.pk}/"
    refused = pages.send(pages.browser(case.applicant), where, **(typed | {"file": factories.file()}))
    assert (refused.status_code, "自己答复了不同意" in refused.text) == (422, True)
    partner.refresh_from_db()
    assert (partner.answer, partner.file) == ("declined", None)
