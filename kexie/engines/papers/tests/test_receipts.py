"""Receipts: all words on one page, amounts in figures and in capitals."""

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from kexie.engines.papers import queries
from kexie.engines.papers.rules import Receipt
from kexie.engines.papers.rules.texts import CAPITALS, capitals
from kexie.engines.papers.tests.test_slips import HOSTILE, plain

pytestmark = pytest.mark.spec("MEM-05")

RECEIPT = Receipt(
    organ="湖南洞庭新材料有限公司科学技术协会",
    number="会费〔2026〕0012号",
    payer="王𠮷",
    member="000027",
    purpose="2026年度会费（个人会员）",
    amount=105030,
    way="银行转账",
    reference="No.8",
    paid_on=date(2026, 3, 12),
    by="示例·李会计",
)


def read(receipt: Receipt) -> str:
    (page,) = PdfReader(io.BytesIO(queries.receipt_pdf(receipt))).pages
    return plain(page.extract_text())


def test_everything_stands_on_it() -> None:
    shown = read(RECEIPT)
    for words in ("organ", "number", "payer", "member", "purpose", "way", "reference", "by"):
        assert plain(getattr(RECEIPT, words)) in shown, words
    assert all(words in shown for words in ("壹仟零伍拾元叁角", "1,050.30", "2026年3月12日"))
    assert "作废" not in shown
    assert "作废" in read(replace(RECEIPT, is_void=True))
    hostile = replace(RECEIPT, payer=HOSTILE[0], purpose=HOSTILE[1], reference=HOSTILE[2])
    assert all(plain(words) in read(hostile) for words in HOSTILE[:3])


@given(st.integers(1, 9_999_999_999))
def test_capitals_read_back_are_the_amount(amount: int) -> None:
    words = capitals(amount)
    whole, _, rest = words.partition("元") if "元" in words else ("", "", words)
    upper, _, lower = whole.partition("万") if "万" in whole else ("", "", whole)
    fen = sum(
        CAPITALS.index(rest[rest.index(unit) - 1]) * worth for unit, worth in (("角", 10), ("分", 1)) if unit in rest
    )
    assert (_number(upper) * 10_000 + _number(lower)) * 100 + fen == amount
    assert "零零" not in words
    assert words.endswith(("整", "角", "分"))


def _number(words: str) -> int:
    """Read a number below ten thousand back, in another way than it was written."""
    found, digit = 0, 0
    for word in words:
        if word in CAPITALS:
            digit = CAPITALS.index(word)
        else:
            found += digit * {"拾": 10, "佰": 100, "仟": 1000}[word]
            digit = 0
    return found + digit
