"""The certificate of registration."""

import io

import pytest
from pypdf import PdfReader

from kexie.areas.establishment.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-16")]


def test_it_says_who_where_and_since_when() -> None:
    case = factories.established()
    answer = pages.browser(case.applicant).get(f"/establishment/{case.code}/certificate/")
    read = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).replace("\n", "")
    for part in (case.body.certificates.get().number, case.body.name, case.organisation.name):
        assert part in read


def test_before_the_congress_there_is_none() -> None:
    case = factories.approved()
    assert pages.browser(case.applicant).get(f"/establishment/{case.code}/certificate/").status_code == 404
