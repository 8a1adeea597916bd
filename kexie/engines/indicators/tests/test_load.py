"""Figures that publications give are loaded once, with their sources."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kexie.core.actors import Actor
from kexie.core.requests import sentence
from kexie.engines.indicators import actions, queries, rules
from kexie.engines.indicators.models import Figure
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("STA-06")]

BY = Actor.platform("tests")
HANDBOOK, GUIDE = "《企业科协工作手册》（2022）第 5 问", "山东省《企业科学技术协会工作指南》引言"
Row = tuple[str, str | None, int | None, str, str, str]
# By hand from STA-06: indicator, region, year, value, wording, source.
EXPECTED: set[Row] = {
    ("enterprise_associations", None, 2017, "15787", "", HANDBOOK),
    ("enterprise_associations", None, 2021, "26708", "", HANDBOOK),
    ("park_associations", None, None, "1029", "", GUIDE),
    ("workstations", "450000", 2021, "1199", "", "《企业科协工作手册》（2022）第 50 问"),
    ("enterprise_associations", "370000", 2021, "2333", "", HANDBOOK),
    ("enterprise_and_park_associations", "370000", None, "1300", "1300 余家", GUIDE),
    ("enterprise_associations", "320000", 2021, "4058", "", HANDBOOK),
    ("enterprise_associations", "430000", 2021, "4021", "", HANDBOOK),
    ("new_enterprise_associations", "430000", 2021, "1358", "", HANDBOOK),
    ("enterprise_associations", "330000", 2021, "2570", "", HANDBOOK),
    ("enterprise_associations", "450000", 2021, "1973", "", HANDBOOK),
    ("new_enterprise_associations", "450000", 2021, "590", "", HANDBOOK),
    ("share_with_premises", None, 2021, "80", "八成以上", HANDBOOK),
    ("share_with_full_time_staff", None, 2021, "75", "约四分之三", HANDBOOK),
    ("share_with_budget", None, 2021, "66.67", "约三分之二", HANDBOOK),
}


def test_exactly_the_known_figures_are_there() -> None:
    assert actions.load(queries.shipped(), by=BY) == len(EXPECTED)
    found = {
        (row.indicator, row.region_id, row.year, f"{row.value.normalize():f}", row.wording, row.source)
        for row in Figure.objects.all()
    }
    assert found == EXPECTED


def test_what_is_said_roughly_is_marked() -> None:
    actions.load(queries.shipped(), by=BY)
    for figure in Figure.objects.all():
        assert figure.is_approximate == bool(figure.wording)


def test_loading_again_changes_nothing() -> None:
    actions.load(queries.shipped(), by=BY)
    before = list(Figure.objects.order_by("pk").values())
    assert actions.load(queries.shipped(), by=BY) == 0
    assert list(Figure.objects.order_by("pk").values()) == before
    (record,) = Record.objects.filter(what="indicators.load")
    assert (record.after, record.name) == ({"new": len(EXPECTED)}, "平台（tests）")


def test_only_what_is_missing_is_added() -> None:
    rows = queries.shipped()
    assert actions.load(rows[:4], by=BY) == 4
    changed = [{**rows[0], "value": 1}, *rows[1:6]]
    assert actions.load(changed, by=BY) == 2
    assert Figure.objects.get(indicator=rows[0]["indicator"], year=2017).value == 15787


def test_nothing_to_load_leaves_no_record() -> None:
    assert actions.load([], by=BY) == 0
    assert not Record.objects.filter(what="indicators.load").exists()


def test_every_figure_is_of_a_defined_indicator() -> None:
    assert {row["indicator"] for row in queries.shipped()} <= set(rules.INDICATORS)
    assert set(queries.PUBLIC) <= set(rules.INDICATORS)


@pytest.mark.spec("STA-10")
def test_every_indicator_says_what_it_is() -> None:
    for code, indicator in rules.INDICATORS.items():
        assert code == indicator.code
        assert all((indicator.name, indicator.unit, indicator.formula))
    assert len({indicator.name for indicator in rules.INDICATORS.values()}) == len(rules.INDICATORS)


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [({"value": Decimal(-1)}, "figure_value"), ({}, "figure_once"), ({"value": Decimal(2)}, "figure_once")],
)
def test_the_database_refuses_wrong_figures(changed: dict[str, Any], constraint: str) -> None:
    given: dict[str, Any] = {"indicator": "workstations", "source": "甲", "value": Decimal(1)}
    Figure.objects.create(**given)
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        Figure.objects.create(**given | changed)
    assert broken.value.__cause__.diag.constraint_name == constraint
    assert sentence(broken.value).endswith("。")
