"""One change of divisions: rows are never deleted, old codes lead to today's regions."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.core.actors import Actor
from kexie.foundation.records.models import Record
from kexie.foundation.regions import actions, queries
from kexie.foundation.regions.models import Region, RegionChange
from kexie.foundation.regions.rules import Change, ChangeKind

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-03")]
BY = Actor.platform("tests")
DAY = date(2026, 10, 1)


def change(
    kind: ChangeKind,
    origin: str = "",
    into: str = "",
    *,
    names: dict[str, str] | None = None,
    former_names: dict[str, str] | None = None,
    on: date = DAY,
) -> RegionChange:
    given = Change(kind, on, tuple(origin.split()), tuple(into.split()), names or {}, former_names or {}, note="某号文")
    return actions.change(given, by=BY)


def region(code: str) -> Region:
    return Region.objects.get(pk=code)


def test_a_renamed_region_keeps_its_code() -> None:
    change(ChangeKind.RENAMED, "430603", names={"430603": "洞庭区"})
    renamed = region("430603")
    assert (renamed.name, renamed.short_name, renamed.pinyin, renamed.initials) == ("洞庭区", "洞庭", "dongting", "dt")
    assert renamed.is_current


@pytest.mark.parametrize("names", [{}, {"430602": "长岭区"}, {"430603": ""}])
def test_a_new_name_has_to_be_given(names: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="更名需要"):
        change(ChangeKind.RENAMED, "430603", names=names)


def test_what_nobody_knows_is_not_renamed() -> None:
    with pytest.raises(ValidationError, match="430699"):
        change(ChangeKind.RENAMED, "430699", names={"430699": "某区"})


def test_a_recoded_region_leads_to_its_new_code() -> None:
    change(ChangeKind.RECODED, "430626", "430627", names={"430627": "平江市"})
    old, new = region("430626"), region("430627")
    assert (old.abolished_on, old.successor, old.name) == (DAY, new, "平江县")
    assert (new.name, new.short_name, new.level, new.parent_id) == ("平江市", "平江", 3, "430600")
    assert queries.find("430626") == queries.find("430627") == new


def test_chains_of_old_codes_lead_to_today() -> None:
    change(ChangeKind.RECODED, "430626", "430627", names={"430627": "平江市"}, on=date(2026, 1, 1))
    change(ChangeKind.RECODED, "430627", "430628", names={"430628": "平江区"}, on=date(2026, 2, 1))
    change(ChangeKind.MERGED, "430628", "430603", on=date(2026, 3, 1))
    for code in ("430626", "430627", "430628", "430603"):
        assert queries.find(code) == region("430603")


def test_merged_regions_lead_to_the_one_they_are_now() -> None:
    change(ChangeKind.MERGED, "430602 430611", "430603")
    assert queries.find("430602") == queries.find("430611") == region("430603")
    assert region("430603").is_current


def test_one_that_takes_others_in_may_get_a_new_name() -> None:
    change(ChangeKind.MERGED, "430602", "430603", names={"430603": "洞庭区"})
    assert (region("430603").name, region("430603").short_name) == ("洞庭区", "洞庭")
    change(ChangeKind.MERGED, "430611", "430603", names={"430603": "洞庭区"}, on=date(2027, 1, 1))
    assert region("430603").pinyin == "dongting"


def test_an_abolished_region_leads_to_its_main_heir() -> None:
    change(ChangeKind.ABOLISHED, "430611", "430602 430603")
    assert not region("430611").is_current
    assert queries.find("430611") == region("430602")
    assert set(Region.objects.current().under("430600")) == set(Region.objects.under("430600").exclude(pk="430611"))


def test_one_abolished_without_heirs_leads_to_itself() -> None:
    change(ChangeKind.ABOLISHED, "430611")
    assert queries.find("430611") == region("430611")
    assert region("430611").abolished_on == DAY


def test_added_regions_come_under_the_right_parent() -> None:
    change(ChangeKind.ADDED, into="430604", names={"430604": "城陵矶新区"})
    change(ChangeKind.ADDED, into="438800", names={"438800": "洞庭市"})
    change(ChangeKind.ADDED, into="438801", names={"438801": "沅江区"})
    change(ChangeKind.ADDED, into="439009", names={"439009": "直辖县"})
    assert [(region(code).parent_id, region(code).level) for code in ("430604", "438800", "438801", "439009")] == [
        ("430600", 3),
        ("430000", 2),
        ("438800", 3),
        ("430000", 3),
    ]
    assert region("430604").short_name == "城陵矶"


def test_a_code_that_is_used_again_is_restored() -> None:
    change(ChangeKind.MERGED, "430611", "430603", on=date(2026, 1, 1))
    change(ChangeKind.ADDED, into="430611", names={"430611": "新君山区"}, on=date(2026, 6, 1))
    again = region("430611")
    assert (again.name, again.short_name, again.abolished_on, again.successor) == ("新君山区", "新君山", None, None)
    assert queries.find("430611") == again


def test_a_province_may_come() -> None:
    change(ChangeKind.ADDED, into="560000", names={"560000": "某省"})
    assert (region("560000").level, region("560000").parent) == (1, None)


def test_what_was_gone_before_the_table_is_kept_with_its_former_name() -> None:
    change(ChangeKind.RECODED, "430699", "430603", former_names={"430699": "北区"})
    assert (region("430699").name, region("430699").is_current) == ("北区", False)
    assert queries.find("430699") == region("430603")


@pytest.mark.parametrize(
    ("kind", "origin", "into"),
    [
        (ChangeKind.RECODED, "430603", "430604"),
        (ChangeKind.ADDED, "", "430604"),
        (ChangeKind.MERGED, "430603", "430604"),
        (ChangeKind.MERGED, "430699", "430603"),
        (ChangeKind.ABOLISHED, "430699", "430603 430602"),
    ],
)
def test_a_new_region_needs_a_name_and_nothing_is_kept_without(kind: ChangeKind, origin: str, into: str) -> None:
    with pytest.raises(ValidationError, match="没有给出名称"):
        change(kind, origin, into)
    assert Region.objects.count() == 3211
    assert not Region.objects.exclude(abolished_on=None).exists()
    assert not RegionChange.objects.exists()


def test_a_region_lies_in_a_province() -> None:
    with pytest.raises(ValidationError, match="省级"):
        change(ChangeKind.ADDED, into="560101", names={"560101": "某区"})


def test_a_change_is_kept_once_and_recorded() -> None:
    row = change(ChangeKind.RECODED, "430626", "430627", names={"430627": "平江市"})
    record = Record.objects.get(what="regions.change", thing_id=str(row.pk))
    assert record.after == {"from": ["430626"], "into": ["430627"]}
    assert queries.applied() == {("recoded", DAY, ("430626",), ("430627",))}
    assert str(row) == "某号文"
    with pytest.raises(IntegrityError), transaction.atomic():
        change(ChangeKind.RECODED, "430626", "430627")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("云溪区", "云溪"),
        ("沙县", "沙县"),
        ("湖南省", "湖南"),
        ("两江新区", "两江"),
        ("恩施土家族苗族自治州", "恩施土家族苗族"),
        ("神农架林区", "神农架"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("香港特别行政区", "香港"),
        ("市", "市"),
    ],
)
def test_a_short_name_drops_the_word_for_the_kind(name: str, short: str) -> None:
    assert actions.short_name(name) == short


@pytest.mark.parametrize("code", ["", "43", "43060", "4306033", "４３０６０３", "abcdef", "43060\n", "999999"])
def test_what_is_no_known_code_finds_nothing(code: str) -> None:
    assert queries.find(code) is None


def test_the_way_leads_from_the_province_down() -> None:
    assert [step.name for step in queries.way(region("430603"))] == ["湖南省", "岳阳市", "云溪区"]
    assert [step.name for step in queries.way(region("110101"))] == ["北京市", "东城区"]
    assert [step.name for step in queries.way(region("430000"))] == ["湖南省"]


def written(**entry: object) -> str:
    known = {"effective_on": "2026-10-01", "kind": "renamed", "from": ["430603"], "into": ["430603"], "names": ["某区"]}
    return json.dumps({"changes": [known | entry]})


def test_a_file_gives_single_changes_in_the_order_of_their_dates() -> None:
    text = json.dumps(
        {
            "changes": [
                {
                    "effective_on": "2026-10-02",
                    "kind": "recoded",
                    "from": ["371202", "371203"],
                    "from_names": ["莱城区", "钢城区"],
                    "into": ["370116", "370117"],
                    "names": ["莱芜区", "钢城区"],
                    "note": "某号文",
                },
                {
                    "effective_on": "2026-10-01",
                    "kind": "added",
                    "into": ["430604", "430605"],
                    "names": ["甲区", "乙区"],
                },
                {"effective_on": "2026-10-03", "kind": "merged", "from": ["1", "2"], "into": ["3"], "names": ["丙区"]},
            ]
        }
    )
    changes = queries.read_changes(text)
    assert [(change.kind, change.origin, change.into) for change in changes] == [
        ("added", (), ("430604",)),
        ("added", (), ("430605",)),
        ("recoded", ("371202",), ("370116",)),
        ("recoded", ("371203",), ("370117",)),
        ("merged", ("1", "2"), ("3",)),
    ]
    assert changes[2].names["370116"] == "莱芜区"
    assert changes[3].former_names["371203"] == "钢城区"
    assert changes[2].effective_on == date(2026, 10, 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"changes": {}}' * 2,
        written(kind="moved"),
        written(effective_on="1. Oktober"),
        written(kind="recoded", into=[]),
        written(kind="recoded", into=["430604", "430605"]),
    ],
)
def test_a_file_of_another_form_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        queries.read_changes(text)
