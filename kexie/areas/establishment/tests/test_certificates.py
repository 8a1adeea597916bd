"""Anybody verifies a certificate: what it says, and how the body stands today."""

import pytest

from kexie.areas.establishment.tests import factories
from kexie.core import clock
from kexie.foundation.organisations import actions as organisations
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-16")]


def test_it_is_valid_until_the_body_is_closed() -> None:
    case = factories.established()
    certificate = case.body.certificates.get()
    address = f"/certificates/{certificate.code}/"
    page = pages.browser().get(address).text
    for part in ("这份登记证书有效", certificate.number, case.body.name, case.organisation.name):
        assert part in page
    organisations.close(case.body, closed_on=clock.today(), by=factories.by(case.applicant))
    assert "已经失效" in pages.browser().get(address).text


def test_what_was_never_issued_is_not_there() -> None:
    assert pages.browser().get("/certificates/2222222222222222/").status_code == 404
