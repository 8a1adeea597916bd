"""Points, weights, grades and times at their boundaries."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.evaluations.rules import model, scoring, sheets, stages
from kexie.areas.evaluations.rules.stages import Stage
from kexie.foundation.organisations.rules import KINDS, Family

pytestmark = [pytest.mark.spec("EST-15")]
DAY = date(2026, 12, 31)
SCALE = scoring.grades("优秀 90\n良好：80\n合格=60\n不合格 0")


def test_the_model_sheet_makes_a_hundred_and_its_formulas_stay_within_their_items() -> None:
    scoring.require_whole(item.worth for item in model.MODEL)
    for item in model.MODEL:
        scoring.require_steps([(Decimal(a), Decimal(b)) for a, b in item.steps], item.worth)


@pytest.mark.parametrize(("weights", "words"), [(["99.99"], "还差 0.01 分"), (["60", "40.01"], "超出 0.01 分")])
def test_weights_make_exactly_a_hundred(weights: list[str], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        scoring.require_whole(map(Decimal, weights))
    scoring.require_whole([Decimal("33.33"), Decimal("33.33"), Decimal("33.34")])


@pytest.mark.parametrize(
    ("points", "grade"), [("100", "优秀"), ("90.00", "优秀"), ("89.99", "良好"), ("60", "合格"), ("59.99", "不合格")]
)
def test_a_boundary_is_reached_by_exactly_its_points(points: str, grade: str) -> None:
    assert scoring.grade(Decimal(points), SCALE) == grade


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("优秀 90", "2 到 8 个"),
        ("优秀 90\n合格 60", "从 0 开始"),
        ("合格 60\n优秀 90\n差 0", "从高到低"),
        ("优秀 90\n优秀 80\n差 0", "名称不同"),
        ("优秀 九十\n差 0", "不是分数线"),
        ("优秀\n差 0", "没有看懂"),
        ("优秀 90.001\n差 0", "两位小数"),
        ("优秀 1e9999999\n差 0", "不是分数线|不超过 100"),
    ],
)
def test_grades_that_do_not_go_down_to_nothing_are_refused(typed: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        scoring.grades(typed)


def test_a_formula_gives_the_points_of_the_last_threshold_reached() -> None:
    table = scoring.steps("10 8\n1 3\n5≥6", Decimal(8))
    assert [scoring.reached(Decimal(one), table) for one in ("-3", "0.99", "1", "9.99", "10", "500")] == [
        Decimal(one) for one in (0, 0, 3, 6, 8, 8)
    ]
    for typed, words in (("1 9", "0 到 8"), ("", "1 到 12 行"), ("1 2\n1 3", "不能重复"), ("1 NaN", "不是得分")):
        with pytest.raises(ValidationError, match=words):
            scoring.steps(typed, Decimal(8))


def test_points_lie_between_nothing_and_what_an_item_is_worth() -> None:
    scoring.require_points(Decimal("7.5"), weight=Decimal("7.50"), field="x")
    for wrong in ("-0.01", "7.51"):
        with pytest.raises(ValidationError, match=r"0 到 7\.5"):
            scoring.require_points(Decimal(wrong), weight=Decimal("7.50"), field="x")


def test_the_last_day_is_in_time_and_the_next_is_not() -> None:
    stages.require_filling(Stage.FILLING, due=DAY, today=DAY)
    with pytest.raises(ValidationError, match="自评期限是 2026-12-31"):
        stages.require_filling(Stage.FILLING, due=DAY, today=DAY + timedelta(days=1))
    stages.require_contestable(stage=Stage.RELEASED, today=DAY, is_contested=False, until=DAY)
    with pytest.raises(ValidationError, match="已经过了"):
        stages.require_contestable(stage=Stage.RELEASED, today=DAY + timedelta(days=1), is_contested=False, until=DAY)
    with pytest.raises(ValidationError, match="只能提一次"):
        stages.require_contestable(stage=Stage.RELEASED, today=DAY, is_contested=True, until=DAY)


def test_only_grassroots_bodies_are_evaluated_and_the_article_is_named() -> None:
    sheets.require_kinds([code for code, kind in KINDS.items() if kind.family == Family.GRASSROOTS])
    for wrong in ([], ["association"], ["enterprise"]):
        with pytest.raises(ValidationError, match="第三十九条"):
            sheets.require_kinds(wrong)


def test_a_time_is_extended_only_to_a_later_day() -> None:
    stages.require_extending(Stage.OVERDUE, due=DAY, until=DAY + timedelta(days=1), today=DAY)
    for until in (DAY, DAY - timedelta(days=1)):
        with pytest.raises(ValidationError, match="晚于原来的"):
            stages.require_extending(Stage.FILLING, due=DAY, until=until, today=DAY - timedelta(days=9))
