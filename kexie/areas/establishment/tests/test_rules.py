"""The rules by themselves, at their boundaries."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.establishment import rules
from kexie.areas.establishment.rules import Assembly, Regime, Stage, Terms
from kexie.core.days import working_days_after, years_after

COMPLETE: dict[str, Any] = {
    "kind": "enterprise_association",
    "regime": Regime.APPROVAL,
    "has_party": True,
    "is_consented": True,
    "in_group": False,
    "is_superior_consented": False,
    "has_workers": True,
    "has_congress": False,
    "materials": [("章程", True, False)],
}


def words(refusal: pytest.ExceptionInfo[ValidationError]) -> str:
    return "".join(refusal.value.messages)


@pytest.mark.spec("GOV-01")
@pytest.mark.parametrize(("workers", "is_refused"), [(1, False), (99, False), (100, True), (101, True)])
def test_all_may_meet_together_below_a_hundred_workers(workers: int, *, is_refused: bool) -> None:
    rules.require_assembly(assembly=Assembly.DELEGATES, workers=workers)
    if not is_refused:
        rules.require_assembly(assembly=Assembly.PLENARY, workers=workers)
        return
    with pytest.raises(ValidationError) as refusal:
        rules.require_assembly(assembly=Assembly.PLENARY, workers=workers)
    assert "第二十五条" in words(refusal)


@pytest.mark.spec("EST-02")
@pytest.mark.parametrize(
    ("congress_on", "until"),
    [
        (date(2026, 11, 21), date(2026, 12, 21)),
        (date(2026, 12, 15), date(2027, 1, 15)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2027, 3, 31), date(2027, 4, 30)),
        (date(2027, 2, 28), date(2027, 3, 28)),
    ],
)
def test_a_report_is_in_time_for_exactly_one_month(congress_on: date, until: date) -> None:
    after = date.fromordinal(until.toordinal() + 1)
    assert rules.month_after(congress_on) == until
    assert not rules.is_report_late(congress_on=congress_on, reported_on=until)
    assert rules.is_report_late(congress_on=congress_on, reported_on=after)


@pytest.mark.spec("GOV-01")
@pytest.mark.parametrize(("years", "is_refused"), [(2, True), (3, False), (4, False), (5, False), (6, True)])
def test_a_term_lasts_three_to_five_years(years: int, *, is_refused: bool) -> None:
    if is_refused:
        with pytest.raises(ValidationError, match="第二十五条"):
            rules.require_term(years)
    else:
        rules.require_term(years)
    assert years_after(date(2028, 2, 29), 3) == date(2031, 2, 28)
    assert years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)


@pytest.mark.spec("EST-02")
def test_what_is_missing_is_said_with_its_article() -> None:
    assert rules.lacking(**COMPLETE) == []
    for given, said in (
        ({"is_consented": False}, "企业党组织同意的日期（《企业科学技术协会组织通则》第十二条）"),
        ({"is_consented": False, "has_party": False}, "企业管理层同意"),
        ({"is_consented": False, "kind": "park_association"}, "园区党工委同意"),
        ({"in_group": True}, "上级企业党组织同意的日期（《企业科学技术协会组织通则》第十五条）"),
        ({"has_workers": False}, "科技工作者人数"),
        ({"regime": Regime.FILING}, "先召开成立大会"),
        ({"materials": [("章程", False, False)]}, "缺少材料：章程（《企业科学技术协会组织通则》第十三条）"),
        ({"materials": [("章程", True, True)]}, "“章程”被退回，还没有更换"),
    ):
        (line,) = rules.lacking(**{**COMPLETE, **given})
        assert said in line


@pytest.mark.spec("EST-04")
def test_units_that_have_not_agreed_are_named_with_the_article() -> None:
    agreed: dict[str, Any] = {"kind": rules.JOINT, "has_turns": True, "is_described": True}
    both = [("甲公司", "consented"), ("乙公司", "consented")]
    assert rules.disagreeing(partners=both, **agreed) == []
    for given, said in (
        ({"partners": both[:1]}, "至少要有两家"),
        ({"partners": [*both, ("丙公司", "")]}, "“丙公司”还没有同意（《企业科学技术协会组织通则》第十七条）"),
        ({"partners": [*both, ("丙公司", "declined")]}, "“丙公司”不同意"),
        ({"partners": both, "has_turns": False}, "第 49 问"),
        ({"partners": both, "kind": rules.CONSORTIUM, "is_described": False}, "第 51 问"),
    ):
        (line,) = rules.disagreeing(**{**agreed, **given})
        assert said in line
    assert rules.disagreeing(partners=both, kind=rules.FEDERATION, has_turns=False, is_described=False) == []
    assert rules.lacking(**{**COMPLETE, "kind": rules.CONSORTIUM, "is_consented": False, "has_workers": False}) == []


@pytest.mark.spec("EST-04")
@pytest.mark.parametrize(
    ("months", "order", "is_refused"),
    [(12, [1, 2], False), (12, [2, 1], False), (None, [1, 2], True), (5, [1, 2], True), (12, [1, 1], True)],
)
def test_turns_are_one_after_the_other(months: int | None, order: list[int | None], *, is_refused: bool) -> None:
    rules.require_turns(kind=rules.FEDERATION, months=None, order=[None], number=2)
    if is_refused:
        with pytest.raises(ValidationError):
            rules.require_turns(kind=rules.JOINT, months=months, order=order, number=2)
    else:
        rules.require_turns(kind=rules.JOINT, months=months, order=order, number=2)


@pytest.mark.spec("EST-02")
@pytest.mark.spec("EST-03")
def test_the_regime_decides_when_the_congress_is() -> None:
    for stage in Stage:
        for regime, right in ((Regime.APPROVAL, {Stage.APPROVED}), (Regime.FILING, set(rules.OPENING))):
            if stage in right:
                rules.require_congress(regime=regime, stage=stage, is_held=False)
            else:
                with pytest.raises(ValidationError):
                    rules.require_congress(regime=regime, stage=stage, is_held=False)
    with pytest.raises(ValidationError, match="已经登记"):
        rules.require_congress(regime=Regime.APPROVAL, stage=Stage.APPROVED, is_held=True)


@pytest.mark.spec("EST-02")
def test_the_congress_is_between_reply_and_today() -> None:
    day = date(2026, 11, 21)
    rules.require_congress_day(congress_on=day, today=day, replied_on=day)
    for given, said in (
        ({"congress_on": date(2026, 11, 22), "today": day, "replied_on": None}, "还没有召开"),
        ({"congress_on": date(2026, 11, 20), "today": day, "replied_on": day}, "批复（2026-11-21）之后"),
    ):
        with pytest.raises(ValidationError) as refusal:
            rules.require_congress_day(**given)
        assert said in words(refusal)


@pytest.mark.spec("EST-07")
@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (rules.require_opening, {Stage.PREPARING, Stage.RETURNED}),
        (rules.require_waiting, {Stage.SUBMITTED, Stage.RESUBMITTED}),
        (rules.require_unended, set(rules.OPEN)),
    ],
)
def test_stages(rule: Callable[[str], None], allowed: set[Stage]) -> None:
    for stage in Stage:
        if stage in allowed:
            rule(stage)
        else:
            with pytest.raises(ValidationError):
                rule(stage)


@pytest.mark.spec("EST-01")
def test_the_nearest_that_set_something_counts() -> None:
    open_: dict[str, Any] = {"regime": "", "days": None, "asked": None, "extra": []}
    assert rules.inherited([]) == Terms()
    assert rules.inherited([("区", open_), ("市", open_)]) == Terms()
    city = {"regime": "filing", "days": 30, "asked": ["minutes"], "extra": ["证明"]}
    found = rules.inherited([("区", {**open_, "days": 5}), ("市", city), ("省", {**city, "regime": "approval"})])
    assert (found.regime, found.regime_of, found.days, found.days_of) == (Regime.FILING, "市", 5, "区")
    assert rules.checklist(found) == [
        ("application", "设立申请"),
        ("charter", "章程"),
        ("consent", "同意设立的文件"),
        ("minutes", "成立大会决议"),
        ("extra1", "证明"),
    ]


@pytest.mark.spec("EST-01")
@pytest.mark.parametrize(("days", "is_refused"), [(None, False), (0, True), (1, False), (60, False), (61, True)])
def test_time_limits(days: int | None, *, is_refused: bool) -> None:
    if is_refused:
        with pytest.raises(ValidationError):
            rules.require_days(days)
    else:
        rules.require_days(days)


@pytest.mark.spec("EST-07")
def test_weekends_do_not_count() -> None:
    assert working_days_after(date(2026, 11, 20), 20) == date(2026, 12, 18)
    assert working_days_after(date(2026, 11, 21), 1) == date(2026, 11, 23)


@pytest.mark.spec("EST-10")
def test_numbers_go_on_and_begin_anew_with_the_year() -> None:
    assert rules.next_number("云科协〔2026〕9号", name="", year=2027) == "云科协〔2027〕1号"
    assert rules.next_number("随便写的", name="云溪区科协", year=2026) == "云溪区科协〔2026〕1号"


def test_lines_of_a_group() -> None:
    assert rules.group(" \n王敏\n\n李强,主任 兼\n") == [("王敏", ""), ("李强", "主任 兼")]
    for typed in ("甲\n" * 31, "很长" * 40):
        with pytest.raises(ValidationError):
            rules.group(typed)


def test_a_reply_follows_what_it_replies_to() -> None:
    day = date(2026, 11, 20)
    rules.require_reply_day(day, submitted_on=day, today=day)
    for wrong in (day - timedelta(days=1), day + timedelta(days=1)):
        with pytest.raises(ValidationError):
            rules.require_reply_day(wrong, submitted_on=day, today=day)


@pytest.mark.spec("EST-01")
def test_the_hint_of_a_charter_says_what_this_place_wants() -> None:
    charter, plan = rules.CATALOGUE[rules.CHARTER], rules.CATALOGUE["plan"]
    assert "草案" in charter.hint_of("approval")
    assert "通过的章程" in charter.hint_of("filing")
    assert plan.hint_of("filing") == plan.hint_of("approval")
