"""Activation slips: everything on them is drawn as it stands, nothing in them runs, none is lost."""

import io
import re
import time
from functools import partial
from threading import Thread
from unicodedata import normalize

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kexie.engines.papers import queries, rules
from kexie.engines.papers.queries import drawing
from kexie.engines.papers.rules import Slip
from tests import qr as telephone

pytestmark = pytest.mark.spec("ACC-02")

SLIP = Slip(
    organisation="岳阳市科学技术协会",
    name="王敏",
    roles="管理员、统计员",
    code="K7QM-4T9P-XW2H-6CJR",
    address="https://kexie.example/activate/",
    valid_until="2026 年 12 月 5 日",
)
PLACES = ("organisation", "name", "roles", "code", "address", "valid_until")
HOSTILE = (
    '#read("/etc/passwd")',
    '#read("slips.typ")',
    "#panic()",
    "#import",
    "*bold* _slanted_ `raw`",
    "\\ \\u{41} \\#",
    "$x^2$ <label> @reference [content] {code}",
    "= heading",
    "- item + item / term: x",
    "// comment /* comment */",
    "\"quotes\" 'quotes' -- --- ... ~",
    "https://example.org/?a=b&c=%00#d",
    '"}],"slips":[]}',
    "${7*7} {{7*7}} <script>alert(1)</script>",
)


def slip(**changed: str) -> Slip:
    return Slip(**{**vars(SLIP), **changed})


def pages(*slips: Slip) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(queries.slips(slips))).pages]


def plain(text: str) -> str:
    """Leave out blanks and compare compatible characters alike: a PDF gives positions, not spaces."""
    return re.sub(r"\s+", "", normalize("NFKC", text))


def test_everything_stands_on_it() -> None:
    (page,) = pages(SLIP)
    for words in (SLIP.organisation, SLIP.name, SLIP.roles, SLIP.code, SLIP.address, SLIP.valid_until):
        assert plain(words) in plain(page)
    assert "激活码只能用一次" in plain(page)


@pytest.mark.parametrize(("count", "expected"), [(0, 1), (1, 1), (8, 1), (9, 2), (16, 2), (17, 3)])
def test_eight_to_a_sheet(count: int, expected: int) -> None:
    found = pages(*(slip(name=f"甲{n:03}") for n in range(count)))
    assert len(found) == expected
    assert plain("".join(found)).count("甲") == count


@pytest.mark.parametrize("more", [0, 1, 8, queries.AT_ONCE + 9])
def test_very_many_are_drawn_in_parts_and_stay_in_order(more: int) -> None:
    names = [f"甲{n:03}" for n in range(queries.AT_ONCE + more)]
    found = pages(*(slip(name=name, link=f"https://kexie.example/#{name}") for name in names))
    assert len(found) == -(-len(names) // 8)
    assert re.findall(r"甲\d{3}", plain("".join(found))) == names


def test_a_sheet_is_a4() -> None:
    (page,) = PdfReader(io.BytesIO(queries.slips([SLIP]))).pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", PLACES)
def test_markup_is_only_text(text: str, place: str) -> None:
    (page,) = pages(slip(**{place: text}))
    assert plain(text) in plain(page)
    assert "root:" not in page


@pytest.mark.spec("SEC-04")
@settings(max_examples=50, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(PLACES, st.text(st.characters(exclude_categories=["Cs"]), max_size=60))))
def test_no_text_breaks_it(texts: dict[str, str]) -> None:
    assert queries.slips([slip(**texts, link="https://kexie.example/")]).startswith(b"%PDF-")


def test_long_words_do_not_push_others_away() -> None:
    long = slip(organisation="很长的名称" * 60, name="长" * 200, roles="角色、" * 200, address="https://" + "a" * 300)
    found = pages(*[long, SLIP] * 4)
    assert len(found) == 1
    assert plain(found[0]).count(plain(SLIP.code)) == 8


def test_rare_characters_are_drawn() -> None:
    (page,) = pages(slip(name="𠮷㐂䶮"))
    assert "𠮷㐂䶮" in page


def test_nothing_tells_when_it_was_drawn() -> None:
    for many in ([SLIP], [SLIP] * (queries.AT_ONCE + 1)):
        assert queries.slips(many) == queries.slips(many)


def test_each_slip_has_the_code_of_its_own_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_drawn", partial(drawing._drawn, format="png", ppi=144))  # to be seen
    links = [f"https://kexie.example/activate/?code=K7QM-{number}" for number in range(7)]
    sheet = queries.slips([*(slip(link=link) for link in links), SLIP])
    assert sorted(telephone.seen(sheet)) == sorted([*links, SLIP.address])


def test_several_at_once() -> None:
    made: dict[int, list[str]] = {}

    def make(number: int) -> None:
        made[number] = pages(slip(name=f"乙{number}"))

    threads = [Thread(target=make, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(f"乙{number}" in plain(made[number][0]) for number in range(8))


def test_a_thousand_in_seconds() -> None:
    slips = [slip(name=f"丙{n}", code=f"K7QM-4T9P-XW2H-{n:04}") for n in range(1000)]
    begun = time.process_time()
    file = queries.slips(slips)
    assert time.process_time() - begun < 8
    assert len(PdfReader(io.BytesIO(file)).pages) == 125


def test_without_a_chinese_font_it_says_so() -> None:
    with pytest.raises(ValidationError) as refused:
        rules.printing({"DejaVu Sans", "Liberation Mono"})
    assert refused.value.messages == [rules.NO_FONT]


@pytest.mark.spec("SEC-04")
def test_templates_use_nothing_from_elsewhere() -> None:
    for file in queries.DATA.glob("*.typ"):
        source = file.read_text(encoding="utf-8")
        assert not re.search(r"\b(eval|read|plugin|import|include)\b", source), file.name
