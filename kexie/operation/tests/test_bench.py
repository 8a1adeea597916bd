"""The benchmark compares and judges rightly; how fast anything is no test asks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kexie.operation.bench import rounds
from kexie.operation.bench.registry import GOALS, Goal, measure
from kexie.operation.bench.rounds import Result, Rounds, side_by_side, verdict
from kexie.operation.bench.stage import Stage
from kexie.operation.postgres import Server
from kexie.operation.processes import Run

pytestmark = pytest.mark.spec("PRF-03")

MET, MISSED = Result("快", 0.2, 0.2, note="1 ms 比 5 ms"), Result("慢", 0.21, 0.2)


@pytest.mark.parametrize(
    ("ratio", "limit", "is_floor", "is_met"),
    [
        (0.19, 0.2, False, True),
        (0.2, 0.2, False, True),
        (0.201, 0.2, False, False),
        (0.46, 0.45, True, True),
        (0.45, 0.45, True, True),
        (0.449, 0.45, True, False),
    ],
)
def test_a_goal_is_met_up_to_its_limit(ratio: float, limit: float, is_floor: bool, is_met: bool) -> None:
    assert Result("这一项", ratio, limit, is_floor=is_floor).is_met is is_met


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    measured = Rounds({"one": [1.0, 9.0, 2.0, 4.0, 3.0], "other": [1.0, 1.0, 1.0, 1.0, 2.0]})
    assert measured.ratio("one", to="other") == 2.0
    assert measured.ratio("other", to="one") == 0.5
    assert measured.milliseconds("one") == "3000.00 ms"


def test_things_take_turns_and_go_the_other_way_round_in_every_second_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "TURN", 0.001)
    called: list[str] = []

    def thing(name: str) -> Callable[[], object]:
        return lambda: called.append(name)

    measured = side_by_side({name: thing(name) for name in "abc"}, rounds=5)
    assert {name: len(seconds) for name, seconds in measured.seconds.items()} == {"a": 5, "b": 5, "c": 5}
    assert re.sub(r"(.)\1*", r"\1", "".join(called)) == "abc" + "abcbabcbabc"  # warmed up, then five rounds
    assert all(second > 0 for seconds in measured.seconds.values() for second in seconds)


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([MET], "共 1 项，达到 1 项，全部达到"),
        ([MET, MET], "共 2 项，达到 2 项，全部达到"),
        ([MET, MISSED, MET], "共 3 项，达到 2 项，未达到 1 项：慢"),
        ([MISSED, MISSED], "共 2 项，达到 0 项，未达到 2 项：慢；慢"),
    ],
)
def test_the_verdict_counts_what_is_met(results: list[Result], words: str) -> None:
    assert verdict(results) == words


def test_every_goal_is_one_of_the_specifications() -> None:
    ids = [goal.id for goal in GOALS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[A-Z]{3}-[0-9]{2}", goal.id) and goal.text for goal in GOALS)
    assert {"PRF-01", "PRF-02", "PRF-03", "ORG-09"} <= set(ids)


def test_each_result_is_said_as_soon_as_it_is_known() -> None:
    stage = Stage(Path(), Server(Path()), Run(Path()), sizes=(1, 2), say=print)
    seen: list[Stage] = []
    said: list[str] = []

    def measured(ready: Stage) -> Iterator[Result]:
        seen.append(ready)
        yield MET
        assert said[-1] == "  达到　    0.20  目标 ≤ 0.2   快（1 ms 比 5 ms）"
        yield MISSED

    goals = [Goal("ORG-09", "查找", measured), Goal("PRF-01", "网页", lambda _: [replace(MET, is_floor=True)])]
    assert measure(goals, stage, said.append) == [MET, MISSED, replace(MET, is_floor=True)]
    assert seen == [stage]
    assert said == [
        "\nORG-09  查找",
        "  达到　    0.20  目标 ≤ 0.2   快（1 ms 比 5 ms）",
        "  未达到    0.21  目标 ≤ 0.2   慢（）",
        "\nPRF-01  网页",
        "  达到　    0.20  目标 ≥ 0.2   快（1 ms 比 5 ms）",
    ]
