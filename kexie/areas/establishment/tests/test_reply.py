"""The reply as PDF and Word, with what it has to say."""

import io
import zipfile

import pytest
from pypdf import PdfReader

from kexie.areas.establishment.tests import factories
from kexie.areas.establishment.tests.procedures import let
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-10")]


def words(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")


def test_both_sides_take_it_away_as_pdf_and_word() -> None:
    case = factories.approved(number="云科协〔2026〕21号")
    for who in (case.applicant, factories.reviewer(case)):
        answer = pages.browser(who).get(f"/establishment/{case.code}/reply/")
        assert answer.headers["Content-Type"] == "application/pdf"
        read = words(answer.content)
        for part in ("云科协〔2026〕21号", case.body.name, "同意设立", case.host.name, case.organisation.name):
            assert part in read
    answer = pages.browser(case.applicant).get(f"/establishment/{case.code}/reply/?as=word")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        assert "云科协〔2026〕21号" in parts.read("word/document.xml").decode()


@pytest.mark.spec("EST-03")
def test_a_filing_is_told_otherwise() -> None:
    let("430603", regime="filing")
    case = factories.approved()
    assert "准予备案" in words(pages.browser(case.applicant).get(f"/establishment/{case.code}/reply/").content)


def test_before_the_decision_there_is_none() -> None:
    case = factories.submitted()
    assert pages.browser(case.applicant).get(f"/establishment/{case.code}/reply/").status_code == 404
