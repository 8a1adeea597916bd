"""The plaque, for the engraver and as a picture."""

import pytest

from kexie.areas.establishment.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-16")]


def test_pdf_and_picture() -> None:
    case = factories.established()
    browser = pages.browser(case.applicant)
    assert browser.get(f"/establishment/{case.code}/plaque/").content.startswith(b"%PDF")
    assert browser.get(f"/establishment/{case.code}/plaque/?as=picture").content.startswith(b"\x89PNG")
