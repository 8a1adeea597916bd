"""A version as a Word document says what its page says."""

import io

import pytest
from docx import Document

from kexie.areas.charters.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-09")]


def test_it_is_read_back_as_it_was_written() -> None:
    row = factories.draft(own={"funds": ("设立{{奖励}}金 <𠮷>。",)})
    answer = pages.browser(appointed(row.organisation)).get(f"/charters/{row.code}/word/")
    assert answer.status_code == 200
    lines = [line.text for line in Document(io.BytesIO(answer.content)).paragraphs]
    text = "\n".join(lines)
    for words in ("云溪化工有限公司科学技术协会章程", "草案", "第一章", "本会全称为", "设立{{奖励}}金 <𠮷>。"):
        assert words in text
