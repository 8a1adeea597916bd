"""What a QR code says is what is read from it, whatever the library that draws it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kexie.core import qr
from tests import qr as telephone

pytestmark = pytest.mark.spec("ACC-02")

LINK = "https://kexie.example/activate/?code=K7QM-4T9P-XW2H-6CJR"
TEXTS = (LINK, "BEGIN:VCARD\r\nFN:王敏\r\nORG:岳阳市科学技术协会\r\nEND:VCARD\r\n", "x" * 500)


@pytest.mark.parametrize("text", TEXTS)
def test_a_picture_in_a_page_is_read(text: str) -> None:
    assert telephone.read(qr.picture(text, error="l")) == text


@pytest.mark.parametrize("link", [LINK, "HTTPS://KEXIE.EXAMPLE/1", "https://kexie.example/?a=" + "9" * 900])
def test_a_link_is_read_from_both_drawings(link: str) -> None:
    assert telephone.read(qr.svg(link)) == link
    assert telephone.seen(qr.png(link)) == [link]


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_link_is_written_as_browsers_send_it(text: str) -> None:
    read = telephone.read(qr.svg(f"https://kexie.example/{text}"))
    assert read.isascii()
    assert read.isprintable()


def test_what_no_browser_sends_is_percent_encoded() -> None:
    assert (
        telephone.read(qr.svg("https://kexie.example/王?a=\x00<b>")) == "https://kexie.example/%E7%8E%8B?a=%00%3Cb%3E"
    )


def test_a_drawing_is_no_larger_than_it_must_be() -> None:
    assert qr.svg(LINK).startswith('<svg xmlns="http://www.w3.org/2000/svg" width="33" height="33">')  # version 4


@pytest.mark.parametrize("link", ["", "x" * 3000])
def test_no_code_of_nothing_or_of_too_much(link: str) -> None:
    for draw in (qr.svg, qr.png):
        with pytest.raises(ValueError):  # noqa: PT011 - whatever the library says
            draw(link)
