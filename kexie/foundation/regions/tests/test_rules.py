"""Codes, levels and the form of a change: tables of cases."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kexie.foundation.regions import rules
from kexie.foundation.regions.rules import Change, ChangeKind, Level

pytestmark = pytest.mark.spec("ORG-03")
DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("430603", True),
        ("000000", True),
        ("43060", False),
        ("4306030", False),
        ("43060a", False),
        ("４３０６０３", False),
        ("٤٣٠٦٠٣", False),
        ("430603\n", False),
        (" 430603", False),
        ("", False),
    ],
)
def test_a_code_is_six_ascii_digits(text: str, is_one: bool) -> None:
    assert rules.is_code(text) == is_one


@pytest.mark.parametrize(
    ("code", "level", "territory"),
    [
        ("430000", Level.PROVINCE, "43"),
        ("430600", Level.PREFECTURE, "4306"),
        ("430603", Level.COUNTY, "430603"),
        ("110101", Level.COUNTY, "110101"),
        ("429004", Level.COUNTY, "429004"),
        ("441900", Level.PREFECTURE, "4419"),
        ("500000", Level.PROVINCE, "50"),
        ("500110", Level.COUNTY, "500110"),
    ],
)
def test_the_zeros_of_a_code_say_its_level(code: str, level: Level, territory: str) -> None:
    assert rules.level(code) == level
    assert rules.territory(code) == territory


@given(st.from_regex(r"[1-9][0-9]{5}", fullmatch=True))
def test_a_code_lies_in_its_own_territory_and_in_those_above(code: str) -> None:
    above = (f"{code[:2]}0000", f"{code[:4]}00", code)
    assert all(code.startswith(rules.territory(one)) for one in above)
    assert code.removeprefix(rules.territory(code)).strip("0") == ""


@pytest.mark.parametrize(
    ("kind", "origin", "into"),
    [
        (ChangeKind.RENAMED, ("430603",), ()),
        (ChangeKind.RECODED, ("430603",), ("430604",)),
        (ChangeKind.MERGED, ("430603",), ("430604",)),
        (ChangeKind.MERGED, ("430603", "430605"), ("430604",)),
        (ChangeKind.ABOLISHED, ("430603",), ("430604", "430605")),
        (ChangeKind.ABOLISHED, ("430603",), ()),
        (ChangeKind.ADDED, (), ("430604",)),
    ],
)
def test_a_change_that_fits_its_kind_passes(kind: ChangeKind, origin: tuple[str, ...], into: tuple[str, ...]) -> None:
    rules.require_change(Change(kind, DAY, origin, into))


@pytest.mark.parametrize(
    ("kind", "origin", "into"),
    [
        (ChangeKind.RENAMED, (), ()),
        (ChangeKind.RENAMED, ("430603", "430604"), ()),
        (ChangeKind.RECODED, ("430603",), ()),
        (ChangeKind.RECODED, ("430603",), ("430604", "430605")),
        (ChangeKind.RECODED, (), ("430604",)),
        (ChangeKind.MERGED, (), ("430604",)),
        (ChangeKind.MERGED, ("430603",), ()),
        (ChangeKind.MERGED, ("430603",), ("430604", "430605")),
        (ChangeKind.ABOLISHED, ("430603", "430604"), ("430605",)),
        (ChangeKind.ABOLISHED, (), ("430605",)),
        (ChangeKind.ADDED, ("430603",), ("430604",)),
        (ChangeKind.ADDED, (), ()),
    ],
)
def test_a_change_of_the_wrong_shape_is_refused(
    kind: ChangeKind, origin: tuple[str, ...], into: tuple[str, ...]
) -> None:
    with pytest.raises(ValidationError, match=rules.CHANGE_LABELS[kind]):
        rules.require_change(Change(kind, DAY, origin, into))


@pytest.mark.parametrize("code", ["43060", "４３０６０３", "", "43060x"])
def test_a_change_with_a_wrong_code_is_refused(code: str) -> None:
    with pytest.raises(ValidationError, match="六位数字"):
        rules.require_change(Change(ChangeKind.RECODED, DAY, (code,), ("430604",)))
    with pytest.raises(ValidationError, match="六位数字"):
        rules.require_change(Change(ChangeKind.RECODED, DAY, ("430604",), (code,)))


@pytest.mark.parametrize(
    ("kind", "origin", "into"),
    [
        (ChangeKind.RECODED, ("430603",), ("430603",)),
        (ChangeKind.MERGED, ("430603", "430604"), ("430604",)),
        (ChangeKind.ABOLISHED, ("430603",), ("430604", "430603")),
    ],
)
def test_what_goes_on_existing_is_not_among_what_ends(
    kind: ChangeKind, origin: tuple[str, ...], into: tuple[str, ...]
) -> None:
    """It would follow itself, and looking an old code up would never end."""
    with pytest.raises(ValidationError, match="既"):
        rules.require_change(Change(kind, DAY, origin, into))
