"""The decision on paper."""

import io

import pytest
from pypdf import PdfReader

from kexie.areas.establishment.tests import sanctions
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-12")]


def test_it_says_facts_ground_decision_and_how_to_appeal() -> None:
    row = sanctions.decided()
    browser = pages.browser(appointed(row.body))
    answer = browser.get(f"/organisations/{row.body.code}/decision/{row.pk}/")
    read = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).replace("\n", "")
    for part in (row.number, row.body.name, "连续两年没有开展活动", "第十八条", "可以申诉"):
        assert part in read
    assert browser.get(f"/organisations/{row.body.code}/decision/{row.pk}/?as=word").content.startswith(b"PK")
