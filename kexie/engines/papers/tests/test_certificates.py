"""The certificate of registration and the plaque: all words drawn on one page, the code read by a telephone."""

import io
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from kexie.engines.papers import queries, rules
from kexie.engines.papers.rules import Certificate
from kexie.engines.papers.tests.measures import pages
from kexie.engines.papers.tests.test_letters import RARE, outlines
from kexie.engines.papers.tests.test_slips import HOSTILE, plain
from tests import qr as telephone

pytestmark = pytest.mark.spec("EST-16")

CERTIFICATE = Certificate(
    number="云科协证字〔2026〕第12号",
    name="湖南洞庭新材料有限公司科学技术协会",
    kind="企业科协",
    host="湖南洞庭新材料有限公司",
    chair="王𠮷",
    place="湖南省岳阳市云溪区",
    founded_on=date(2026, 11, 5),
    issued_by="岳阳市云溪区科学技术协会",
    issued_on=date(2026, 11, 21),
    url="https://kexie.example/certificates/K7QM-4T9P-XW2H/",
)
TEXTS = ("number", "name", "kind", "host", "chair", "place", "issued_by", "url")


def certificate(**changed: Any) -> Certificate:
    return Certificate(**{**vars(CERTIFICATE), **changed})


def read(made: bytes) -> str:
    (page,) = PdfReader(io.BytesIO(made)).pages
    return plain(page.extract_text())


def test_all_stands_on_one_page_across() -> None:
    made = queries.certificate(CERTIFICATE)
    for words in (*(getattr(CERTIFICATE, name) for name in TEXTS), "2026年11月5日", "2026年11月21日", "登记证书"):
        assert plain(words) in read(made), words
    (page,) = PdfReader(io.BytesIO(made)).pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [297, 210]


def test_what_is_empty_is_left_out() -> None:
    shown = read(queries.certificate(certificate(chair="", founded_on=None)))
    assert "负责人" not in shown
    assert "成立日期" not in shown
    assert "所在地" in shown


def test_a_telephone_reads_where_to_verify_it(monkeypatch: pytest.MonkeyPatch) -> None:
    (page,) = pages(partial(queries.certificate, CERTIFICATE), monkeypatch)
    made = io.BytesIO()
    page.picture.save(made, "PNG")
    assert telephone.seen(made.getvalue()) == [CERTIFICATE.url]


def test_long_names_stay_on_the_page() -> None:
    long = certificate(**dict.fromkeys(("name", "host", "place", "issued_by"), "很长的名称" * 12))
    assert read(queries.certificate(long)).count("很长的名称") == 48


def test_rare_names_are_really_drawn() -> None:
    assert queries.lacking(certificate(chair=RARE)) == ""
    reader = PdfReader(io.BytesIO(queries.certificate(certificate(chair=RARE, name=RARE))))
    assert reader.pages[0].extract_text().count(RARE) == 2
    assert [outlines(reader)[character] > 3 for character in RARE] == [True] * 3


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_only_text(text: str) -> None:
    made = certificate(name=text, chair=text, place=text)
    assert read(queries.certificate(made)).count(plain(text)) == 3
    assert plain(text) in read(queries.plaque(text, text))


@pytest.mark.spec("SEC-04")
@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_breaks_them(text: str) -> None:
    made = queries.certificate(certificate(**dict.fromkeys(set(TEXTS) - {"url"}, text)))
    assert len(PdfReader(io.BytesIO(made)).pages) == 1
    assert queries.plaque(text, text).startswith(b"%PDF-")


@pytest.mark.parametrize("text", ["云溪科协", CERTIFICATE.name, "很长的名称" * 12])
def test_a_plaque_is_600_by_400_with_all_words(text: str) -> None:
    made = queries.plaque(text, CERTIFICATE.issued_by)
    (page,) = PdfReader(io.BytesIO(made)).pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [600, 400]
    assert plain(text) in read(made)
    assert plain(rules.shown(CERTIFICATE.issued_by)) in read(made)


def test_a_plaque_is_a_picture_too() -> None:
    picture = Image.open(io.BytesIO(queries.plaque_picture(CERTIFICATE.name, CERTIFICATE.issued_by)))
    assert picture.format == "PNG"
    assert picture.width / picture.height == pytest.approx(1.5, abs=0.01)
    assert 1200 <= picture.width <= 2400
