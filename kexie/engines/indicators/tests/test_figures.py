"""Known figures as pages ask for them; what is unknown stays missing."""

from decimal import Decimal

import pytest

from kexie.core.actors import Actor
from kexie.engines.indicators import actions, queries
from kexie.engines.indicators.models import Figure

pytestmark = [pytest.mark.django_db, pytest.mark.spec("STA-06")]

BY = Actor.platform("tests")


@pytest.fixture(autouse=True)
def _figures() -> None:
    actions.load(queries.shipped(), by=BY)


def test_regions_without_a_figure_are_missing() -> None:
    assert queries.latest_by_region("enterprise_associations", 2021) == {
        "320000": 4058,
        "430000": 4021,
        "330000": 2570,
        "370000": 2333,
        "450000": 1973,
    }
    assert queries.latest_by_region("new_enterprise_associations", 2021) == {"430000": 1358, "450000": 590}
    assert queries.latest_by_region("enterprise_associations", 2017) == {}
    assert queries.latest_by_region("nothing", 2021) == {}


def test_of_two_sources_the_first_counts_and_both_are_listed() -> None:
    later = {"indicator": "enterprise_associations", "region": "430000", "year": 2021, "value": 1, "source": "另一来源"}
    actions.load([later], by=BY)
    assert queries.latest_by_region("enterprise_associations", 2021)["430000"] == 4021
    values = [row.value for row in queries.figures("enterprise_associations") if row.region_id == "430000"]
    assert values == [4021, 1]


@pytest.mark.parametrize(
    ("indicator", "year", "value"),
    [
        ("enterprise_associations", 2017, Decimal(15787)),
        ("enterprise_associations", 2021, Decimal(26708)),
        ("park_associations", None, Decimal(1029)),
        ("park_associations", 2021, None),
        ("enterprise_associations", 2020, None),
        ("workstations", 2021, None),
        ("nothing", 2021, None),
    ],
)
def test_the_nations_figure_is_never_a_sum_of_the_known_ones(indicator: str, year: int | None, value: object) -> None:
    assert queries.national(indicator, year) == value


def test_national_figures_come_first_then_by_year_and_region() -> None:
    rows = queries.figures("enterprise_associations", "park_associations")
    assert [(row.region_id, row.year) for row in rows] == [
        (None, 2017),
        (None, 2021),
        (None, None),
        ("320000", 2021),
        ("330000", 2021),
        ("370000", 2021),
        ("430000", 2021),
        ("450000", 2021),
    ]
    assert queries.figures() == []
    assert len(queries.figures(*queries.PUBLIC)) == Figure.objects.count()


def test_a_figure_has_its_unit_and_words() -> None:
    share = Figure.objects.get(indicator="share_with_budget")
    assert (share.unit, share.get_indicator_display()) == ("%", "有独立经费的企业科协比例")
    assert str(Figure.objects.get(indicator="workstations")) == "企业科协工作站 2021 1199.00"
