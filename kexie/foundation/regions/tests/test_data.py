"""The shipped division table and the shipped changes are sound."""

from collections import Counter

import pytest

from kexie.foundation.regions import queries, rules
from kexie.foundation.regions.rules import ChangeKind, Level

pytestmark = pytest.mark.spec("ORG-03")
ROWS = queries.shipped_rows()
BY_CODE = {row["code"]: row for row in ROWS}
CHANGES = queries.shipped_changes()


def test_the_numbers_of_divisions_are_those_of_the_table_date() -> None:
    assert Counter(row["level"] for row in ROWS) == {"province": 34, "prefecture": 333, "county": 2844}
    assert len(BY_CODE) == len(ROWS)


def test_every_code_has_its_level_and_its_parent() -> None:
    for row in ROWS:
        assert rules.is_code(row["code"])
        level = rules.level(row["code"])
        assert Level[row["level"].upper()] == level
        if level == Level.PROVINCE:
            assert row["parent"] == ""
        else:
            parent = BY_CODE[row["parent"]]
            assert row["code"].startswith(rules.territory(parent["code"]))
            assert Level[parent["level"].upper()] < level
        if level == Level.COUNTY and f"{row['code'][:4]}00" in BY_CODE:
            assert row["parent"] == f"{row['code'][:4]}00"


def test_names_and_readings_can_be_typed() -> None:
    for row in ROWS:
        assert row["name"] == row["name"].strip() != ""
        assert row["name"].startswith(row["short_name"][:2])
        assert row["pinyin"].isascii(), row
        assert row["pinyin"].isalpha(), row
        assert row["pinyin"].islower(), row
        assert row["initials"].isascii(), row
        assert len(row["initials"]) == len(row["short_name"]), row
        assert row["pinyin"][0] == row["initials"][0], row


def test_short_names_are_unique_below_one_parent() -> None:
    count = Counter((row["parent"], row["short_name"]) for row in ROWS)
    assert [key for key, number in count.items() if number > 1] == []


@pytest.mark.parametrize(
    ("code", "name", "pinyin"),
    [
        ("220722", "长岭县", "changling"),
        ("371722", "单县", "shanxian"),
        ("500000", "重庆市", "chongqing"),
        ("421303", "曾都区", "zengdu"),
        ("610000", "陕西省", "shanxi"),
        ("411500", "信阳市", "xinyang"),
        ("341621", "涡阳县", "guoyang"),
    ],
)
def test_readings_that_are_easily_wrong(code: str, name: str, pinyin: str) -> None:
    assert (BY_CODE[code]["name"], BY_CODE[code]["pinyin"]) == (name, pinyin)


def test_changes_are_whole_dated_and_each_there_once() -> None:
    for change in CHANGES:
        rules.require_change(change)
        named = set(change.into) or set(change.origin)
        assert named <= set(change.names) or change.kind == ChangeKind.ABOLISHED, change
        assert change.note, change
    assert [change.effective_on for change in CHANGES] == sorted(change.effective_on for change in CHANGES)
    assert len({change.key for change in CHANGES}) == len(CHANGES)


def test_every_old_code_leads_to_a_region_of_today() -> None:
    """By the file alone: in the table of its date, or new since."""
    follows = {code: change.into for change in CHANGES for code in change.origin if change.into}
    new = {code for change in CHANGES if change.effective_on > queries.TABLE_DATE for code in change.into}
    gone = {code for change in CHANGES if change.into for code in change.origin}
    for code in gone:
        way = [code]
        while way[-1] in follows:
            way.append(follows[way[-1]][0])
            assert len(way) < 10, way
        assert way[-1] in BY_CODE or way[-1] in new, way
        assert way[-1] not in gone
    until_the_table = {
        code
        for change in CHANGES
        if change.into and change.effective_on <= queries.TABLE_DATE
        for code in change.origin
    }
    assert not until_the_table & set(BY_CODE)
