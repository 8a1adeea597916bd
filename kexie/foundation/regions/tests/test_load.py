"""The division table is loaded; what is there stays as it is."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kexie.core.actors import Actor
from kexie.foundation.records.models import Record
from kexie.foundation.regions import actions, queries
from kexie.foundation.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-03")]
BY = Actor.platform("tests")
LABELS = {"province": "省级", "prefecture": "地级", "county": "县级"}


def row(code: str, **fields: str) -> dict[str, str]:
    known = {
        "code": code,
        "name": "某县",
        "short_name": "某县",
        "level": "county",
        "parent": "430600",
        "pinyin": "mouxian",
        "initials": "mx",
    }
    return known | fields


def test_the_shipped_table_is_there_as_it_was_written() -> None:
    rows = {each["code"]: each for each in queries.shipped_rows()}
    regions = Region.objects.in_bulk()
    assert set(regions) == set(rows)
    for code, region in regions.items():
        given = rows[code]
        assert (region.name, region.short_name, region.pinyin, region.initials, region.parent_id or "") == (
            given["name"],
            given["short_name"],
            given["pinyin"],
            given["initials"],
            given["parent"],
        )
        assert region.get_level_display() == LABELS[given["level"]]
        assert region.is_current


def test_loading_again_adds_nothing_and_leaves_no_record() -> None:
    before = Record.objects.count()
    assert actions.load(queries.shipped_rows(), by=BY) == 0
    assert Region.objects.count() == 3211
    assert Record.objects.count() == before


def test_only_what_is_missing_comes() -> None:
    assert actions.load([row("430699"), row("430603", name="另一个名字")], by=BY) == 1
    assert Region.objects.get(pk="430699").parent.name == "岳阳市"
    assert Region.objects.get(pk="430603").name == "云溪区"
    record = Record.objects.get(what="regions.load", after={"new": 1})
    assert record.name == "平台（tests）"


def test_what_happened_since_is_not_undone() -> None:
    Region.objects.filter(pk="430603").update(abolished_on=date(2026, 1, 1), successor="430602")
    assert actions.load(queries.shipped_rows(), by=BY) == 0
    assert not Region.objects.get(pk="430603").is_current


def test_a_table_may_name_counties_before_their_prefecture() -> None:
    rows = [
        row("438801", parent="438800"),
        row("438800", name="某市", short_name="某市", level="prefecture", parent="430000"),
    ]
    assert actions.load(rows, by=BY) == 2
    assert Region.objects.get(pk="438801").parent_id == "438800"


def test_an_empty_table_adds_nothing() -> None:
    assert actions.load([], by=BY) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        row("43069", parent="430600"),
        row("030699"),
        row("320199", parent="430600"),
        row("430699", parent=""),
        row("438800", level="province", parent=""),
        row("438801", level="prefecture", parent="430000"),
    ],
)
def test_a_wrong_row_is_refused_with_the_whole_table(wrong: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.load([row("430698"), wrong], by=BY)
    assert Region.objects.count() == 3211


def test_filters() -> None:
    assert Region.objects.provinces().count() == 34
    assert Region.objects.under("430600").count() == 10
    assert {region.code[:4] for region in Region.objects.under("430600")} == {"4306"}
    assert list(Region.objects.under("430603")) == [Region.objects.get(pk="430603")]
    Region.objects.filter(pk="430603").update(abolished_on=date(2026, 1, 1))
    assert Region.objects.under("430600").current().count() == 9
