"""A version as PDF says what its page says, with the rare characters of a body's name."""

import io

import pytest
from pypdf import PdfReader

from kexie.areas.charters.tests import factories
from kexie.engines.papers.rules import fonts
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-09")]


def test_it_is_read_back_as_it_was_written() -> None:
    row = factories.adopted(own={"funds": ("设立𠮷㐂䶮奖励金。",)})
    answer = pages.browser(appointed(row.organisation)).get(f"/charters/{row.code}/pdf/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    text = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())
    for words in ("第一章总则", "第一条本会全称为", "第一次会员代表大会通过", "设立𠮷㐂䶮奖励金"):
        assert words in text


def test_without_a_font_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FAMILIES", ())
    row = factories.draft()
    answer = pages.browser(appointed(row.organisation)).get(f"/charters/{row.code}/pdf/")
    assert (answer.status_code, "没有安装" in answer.text or "字体" in answer.text) == (422, True)
