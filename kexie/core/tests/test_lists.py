"""A list is read page by page, forwards and backwards, each row once; a mark typed by hand never breaks it."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import given, settings
from hypothesis import strategies as st

from kexie.core.lists import CAP, Listing, Sort, listing
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record

pytestmark = pytest.mark.django_db

PATH = Sort("path", "按路径", ("organisation_path",))
TWO = Sort("two", "按人和路径", ("transaction", "organisation_path"))
NAME, FOUNDED = Sort("name", "按名称", ("name_key",)), Sort("founded", "按成立时间", ("founded_key",), descending=True)


def rows(*paths: str) -> QuerySet[Record]:
    """Records to list: the cheapest rows there are, in the order of their ids."""
    Record.objects.bulk_create(Record(what="list", thing="", thing_id="", organisation_path=path) for path in paths)
    return Record.objects.filter(what="list")


def forwards(found: QuerySet[Any], sort: Sort, size: int) -> Iterator[Listing[Any]]:
    page = listing(found, sort=sort, size=size)
    yield page
    for _ in range(20):
        if not page.next:
            return
        page = listing(found, sort=sort, size=size, after=page.next)
        yield page
    raise AssertionError("the list has no end")


def backwards(found: QuerySet[Any], sort: Sort, size: int) -> Iterator[Listing[Any]]:
    page = listing(found, sort=sort, size=size, before="end")
    yield page
    for _ in range(20):
        if not page.previous:
            return
        page = listing(found, sort=sort, size=size, before=page.previous)
        yield page
    raise AssertionError("the list has no beginning")


@contextmanager
def undone() -> Iterator[None]:
    """Undo what an example wrote."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


signs = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
sort_values = st.one_of(
    st.sampled_from(["", "a", "b", "長", "长岭", "𠮷", "'\"\\", "a,b", "[1]"]), st.text(signs, max_size=4)
)


@pytest.mark.spec("ORG-09")
@pytest.mark.spec("PRF-03")
@settings(deadline=None, max_examples=120)
@given(
    given=st.lists(st.tuples(st.integers(-2, 2), sort_values), max_size=14),
    size=st.integers(1, 5),
    descending=st.booleans(),
    by_two=st.booleans(),
)
def test_each_row_comes_once_in_both_directions(
    given: list[tuple[int, str]], size: int, descending: bool, by_two: bool
) -> None:
    with undone():
        made = Record.objects.bulk_create(
            Record(what="list", thing="", thing_id="", transaction=number, organisation_path=path)
            for number, path in given
        )
        sort = Sort("s", "排序", TWO.fields if by_two else PATH.fields, descending)

        def place(row: Record) -> tuple[object, ...]:
            return tuple(getattr(row, name) for name in sort.key)

        expected = [row.pk for row in sorted(made, key=place, reverse=descending)]
        found = Record.objects.filter(what="list")
        there = list(forwards(found, sort, size))
        back = list(backwards(found, sort, size))
        assert [row.pk for page in there for row in page.rows] == expected
        assert [row.pk for page in reversed(back) for row in page.rows] == expected
        assert not any(page.lost or page.capped or page.total != len(made) for page in [*there, *back])
        for page, following in pairwise(there):
            assert following.previous is not None
            assert listing(found, sort=sort, size=size, before=following.previous) == page
        assert (there[0].previous, there[-1].next, back[0].next, back[-1].previous) == (None, None, None, None)


@pytest.mark.spec("ORG-09")
@pytest.mark.parametrize("sort", [NAME, FOUNDED])
def test_bodies_are_listed_by_their_computed_columns(sort: Sort) -> None:
    for founded_on in (date(2020, 1, 1), None, date(2020, 1, 1), date(1984, 6, 30), None):
        factories.body(name="同名企业科协", founded_on=founded_on)
    found = Organisation.objects.filter(name="同名企业科协")
    sign = "-" if sort.descending else ""
    expected = list(found.order_by(*(f"{sign}{name}" for name in sort.key)))
    assert [row for page in forwards(found, sort, 2) for row in page.rows] == expected
    assert [row for page in reversed(list(backwards(found, sort, 2))) for row in page.rows] == expected


def test_a_list_without_rows() -> None:
    for before, after in (("", ""), ("end", ""), ("", "x")):
        page = listing(rows(), sort=PATH, before=before, after=after)
        assert (list(page.rows), page.total, page.count, page.previous, page.next) == ([], 0, "0", None, None)


def test_the_last_page_is_full_and_the_first_may_be_short() -> None:
    found = rows(*"abcde")
    page = listing(found, sort=PATH, size=2, before="end")
    assert ([row.organisation_path for row in page.rows], page.next) == (["d", "e"], None)
    first = list(backwards(found, sort=PATH, size=2))[-1]
    assert [row.organisation_path for row in first.rows] == ["a"]
    assert first.next
    assert [row.organisation_path for row in listing(found, sort=PATH, size=2, after=first.next).rows] == ["b", "c"]


def test_a_list_that_fits_on_one_page_leads_nowhere() -> None:
    found = rows(*"ab")
    for before in ("", "end"):
        page = listing(found, sort=PATH, size=2, before=before)
        assert (len(page.rows), page.previous, page.next) == (2, None, None)


def test_where_nothing_is_left_the_first_page_comes() -> None:
    found = rows(*"abcd")
    second = list(forwards(found, PATH, 2))[1]
    assert second.previous
    narrower = found.filter(organisation_path__gte="c")
    for before, after in ((second.previous, ""), ("", mark("d", str(10**9)))):
        page = listing(narrower, sort=PATH, size=2, before=before, after=after)
        assert [row.organisation_path for row in page.rows] == ["c", "d"]
        assert page.lost


def test_rows_that_come_and_go_in_between_do_not_shift_a_page() -> None:
    found = rows(*"bdfh")
    page = listing(found, sort=PATH, size=2)
    rows(*"aeg")
    assert page.next
    assert [row.organisation_path for row in listing(found, sort=PATH, size=2, after=page.next).rows] == ["e", "f"]


@pytest.mark.parametrize(
    ("number", "total", "capped", "words"),
    [(4, 4, False, "4"), (5, 5, False, "5"), (6, 5, True, "5+"), (60, 5, True, "5+")],
)
def test_rows_are_counted_up_to_the_cap(number: int, total: int, capped: bool, words: str) -> None:
    page = listing(rows(*["a"] * number), sort=PATH, size=2, cap=5)
    assert (page.total, page.capped, page.count) == (total, capped, words)


def test_the_count_is_written_with_separators() -> None:
    many = Listing[Record](rows=[], total=CAP, capped=True, previous=None, next=None, lost=False, sort=PATH)
    assert many.count == "1,000+"


def mark(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def packed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


JUNK = {
    "text": "garbage",
    "a word": "undefined",
    "chinese": "第二页",
    "signs": "../../etc/passwd",
    "bad base64": "a",
    "not json": packed("{"),
    "nothing": "=",
    "a number": packed("1"),
    "null": packed("null"),
    "an object": packed('{"0": "a", "1": "1"}'),
    "not utf-8": base64.urlsafe_b64encode(b'["\xff","1"]').decode(),
    "too few": mark("a"),
    "too many": mark("a", "1", "1"),
    "empty": mark(),
    "numbers": mark(1, 2),
    "nested": mark(["a"], {"b": 1}),
    "nulls": mark(None, None),
    "no id": mark("a", ""),
    "a word as id": mark("a", "x"),
    "a fraction": mark("a", "1.5"),
    "infinity": mark("a", "inf"),
    "a huge id": mark("a", str(10**30)),
    "a huger id": mark("a", "9" * 600),
    "just too large": mark("a", str(2**63)),
    "just too small": mark("a", str(-(2**63) - 1)),
    "nul": mark("a\0", "1"),
    "nul in the id": mark("a", "1\0"),
    "half a character": mark("\ud800", "1"),
    "too long for the column": mark("a" * 81, "1"),
    "deep": packed("[" * 700),
    "5000 characters": "a" * 5000,
    "a long mark": mark("a" * 4000, "1"),
}


@pytest.mark.spec("ORG-09")
@pytest.mark.parametrize("direction", ["after", "before"])
@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
def test_a_mark_typed_by_hand_leads_to_the_first_page(junk: str, direction: str) -> None:
    found = rows(*"abc")
    before, after = (junk, "") if direction == "before" else ("", junk)
    page = listing(found, sort=PATH, size=2, before=before, after=after)
    assert page.lost
    assert [row.organisation_path for row in page.rows] == ["a", "b"]
    assert (page.previous, page.total) == (None, 3)


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.text(), st.lists(st.text(), min_size=2, max_size=2).map(lambda values: mark(*values))))
def test_no_mark_breaks_the_list(junk: str) -> None:
    with undone():
        found = rows(*"abc")
        assert listing(found, sort=PATH, size=2, after=junk).total == 3
        assert listing(found, sort=PATH, size=2, before=junk).total == 3


@pytest.mark.parametrize("day", ["2026-02-30", "10000-01-01", "yesterday", "", "0000-00-00", "2026-01-01T00:00:00"])
def test_a_day_that_is_none_leads_to_the_first_page(day: str) -> None:
    factories.body(name="甲科协")
    page = listing(Organisation.objects.filter(name="甲科协"), sort=FOUNDED, after=mark(day, "1"))
    assert (page.lost, len(page.rows)) == (True, 1)


def test_the_mark_of_another_sort_leads_to_the_first_page() -> None:
    for _ in range(3):
        factories.body(name="甲科协")
    found = Organisation.objects.filter(name="甲科协")
    by_name = listing(found, sort=NAME, size=1)
    assert by_name.next
    page = listing(found, sort=FOUNDED, size=1, after=by_name.next)
    assert (page.lost, len(page.rows)) == (True, 1)


def test_a_sort_by_what_is_no_column_is_a_defect() -> None:
    factories.body()
    wrong = Sort("wrong", "错", ("subordinates",))
    with pytest.raises(TypeError, match="not a column"):
        listing(Organisation.objects.all(), sort=wrong, after=mark("1", "1"))
