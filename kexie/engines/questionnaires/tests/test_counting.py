"""The database counts what the answers say: folded or waiting, changed, void, shuffled, narrowed, crossed."""

import random
from collections import Counter
from decimal import Decimal
from io import StringIO
from statistics import fmean, stdev
from typing import Any

import pytest
from django.core.management import call_command

from kexie.engines.questionnaires import actions, tasks
from kexie.engines.questionnaires.models import Collection, Delta, Questionnaire, Response, Tally
from kexie.engines.questionnaires.queries import crosstabs, results
from kexie.engines.questionnaires.queries.questions import Chosen, chosen, crossed, questions
from kexie.engines.questionnaires.rules import Kind
from kexie.engines.questionnaires.tests import answered
from kexie.engines.questionnaires.tests.answered import BY

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-08"), pytest.mark.spec("FRM-09")]


def live(to: Collection, meant: Chosen | None = None) -> dict[str, results.Part]:
    found = results.summary(to, questions(to), meant)
    return {"": results.Part(questions(to)[0], found.total)} | {part.question.item.key: part for part in found.parts}


def counted(part: results.Part) -> dict[str, int]:
    return {line.label: line.number for line in part.lines if line.number}


def require_right(to: Collection, answers: list[dict[str, Any]], meant: Chosen | None = None) -> None:
    """Compare every number with a count in Python."""
    parts = live(to, meant)
    assert parts[""].answered == len(answers)

    def given(key: str) -> list[Any]:
        return [one[key] for one in answers if key in one]

    def named(keys: list[str]) -> dict[str, int]:
        return dict(Counter(key.replace("a", "选项") for key in keys))

    assert counted(parts["field"]) == named(given("field"))
    assert counted(parts["needs"]) == named([key for keys in given("needs") for key in keys])
    assert counted(parts["order"]) == named([keys[0] for keys in given("order")])
    for key in ("field", "needs", "order", "stars", "again", "years"):
        assert parts[key].answered == len(given(key)), key
    assert counted(parts["stars"]) == dict(Counter(f"{one} 分" for one in given("stars")))
    years = [float(one) for one in given("years")]
    facts = dict(parts["years"].facts)
    assert facts["平均"] == f"{fmean(years):.2f}".rstrip("0").rstrip(".") + " 年"
    assert facts["标准差"] == f"{stdev(years):.2f}".rstrip("0").rstrip(".")
    assert Decimal(facts["最小"].removesuffix(" 年")) == Decimal(str(min(years)))
    assert Decimal(facts["最大"].removesuffix(" 年")) == Decimal(str(max(years)))
    for place, row in enumerate(answered.ROWS):
        grids = {key: parts[key].grid for key in ("view", "uses", "money")}
        assert all(grid is not None and grid.lines[place][0] == row["label"] for grid in grids.values())
        views = Counter(one[row["key"]] for one in given("view") if row["key"] in one)
        uses = Counter(key for one in given("uses") for key in one[row["key"]])
        assert _cells(parts["view"], place) == [views[f"a{n}"] for n in (1, 2, 3)]
        assert grids["uses"] is not None
        assert grids["uses"].lines[place][1] == len(given("uses"))
        assert _cells(parts["uses"], place) == [uses[f"a{n}"] for n in (1, 2, 3)]
        assert _cells(parts["money"], place)[1] == sum(int(one[row["key"]]) for one in given("money"))


def _cells(part: results.Part, place: int) -> list[int]:
    assert part.grid is not None
    return [int(float(number.replace(",", ""))) for number, _ in part.grid.lines[place][2]]


def test_what_waits_and_what_is_folded_make_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions.counting, "BATCH", 7)
    chance = random.Random(6)
    to = answered.collection()
    answers = [answered.some(chance) for _ in range(40)]
    for one in answers[:25]:
        answered.response(to, one)
    require_right(to, answers[:25])
    tasks.fold(timestamp=1)
    assert not Delta.objects.exists()
    for one in answers[25:]:
        answered.response(to, one)
    require_right(to, answers)
    tasks.fold(timestamp=1)
    require_right(to, answers)
    before = set(Tally.objects.values_list("name", "value", "amount"))
    assert actions.recount(to) == len(answers)
    assert set(Tally.objects.values_list("name", "value", "amount")) == before
    assert answered.collection(to.organisation).tallies.count() == 0


def test_void_and_changed_answers_are_taken_out_again() -> None:
    chance = random.Random(7)
    to = answered.collection()
    answers = [answered.some(chance) | {"years": str(place)} for place in range(10)]
    rows = [answered.response(to, one) for one in answers]
    tasks.fold(timestamp=1)
    actions.void(rows[0], reason="重复", seen=rows[0].revision, by=BY)
    actions.void(rows[9], reason="重复", seen=rows[9].revision, by=BY)
    tasks.fold(timestamp=1)
    require_right(to, answers[1:9])
    Response.objects.filter(pk=rows[1].pk).update(revision=5)  # nothing that is counted
    assert not Delta.objects.exists()


def test_shuffling_an_anonymous_collection_changes_no_number() -> None:
    chance = random.Random(8)
    to = answered.collection(is_anonymous=True)
    answers = [answered.some(chance) for _ in range(12)]
    for one in answers:
        answered.response(to, one)
    tasks.fold(timestamp=1)
    actions.close(to, by=BY)
    assert not Delta.objects.exists()
    answered.response(to, answers[0])
    assert Delta.objects.count() == 1
    require_right(to, [*answers, answers[0]])


def test_results_of_those_who_chose_something() -> None:
    chance = random.Random(9)
    to = answered.collection()
    answers = [answered.some(chance) for _ in range(60)]
    for one in answers:
        answered.response(to, one)
    by_field = chosen(to, questions(to), "field.a2")
    require_right(to, [one for one in answers if one.get("field") == "a2"], by_field)
    needs = Counter(key for one in answers for key in one.get("needs", ()) if key in {"a62", "a63", "a64", "a65"})
    wanted = needs.most_common(1)[0][0]
    by_need = chosen(to, questions(to), f"needs.{wanted}")
    assert by_need is not None
    assert live(to, by_need)[""].answered == needs[wanted]
    for strange in ("field.a9", "field", "words.a1", "", "x.y", "stars.5"):
        assert chosen(to, questions(to), strange) is None


def test_two_questions_set_against_each_other() -> None:
    chance = random.Random(10)
    to = answered.collection()
    answers = [answered.some(chance) for _ in range(80)]
    for one in answers:
        answered.response(to, one)
    asked = {one.item.key: one for one in questions(to)}
    found = crosstabs.crosstab(to, asked["needs"], asked["field"])
    both = [one for one in answers if "needs" in one and "field" in one]
    assert found.total == len(both)
    assert [total for _, total in found.columns] == [sum(one["field"] == f"a{n}" for one in both) for n in (1, 2, 3)]
    for label, whole, cells in found.lines:
        key = label.replace("选项", "a")
        assert whole == sum(key in one["needs"] for one in both)
        for place, (_, cell) in enumerate(cells, 1):
            assert cell.number == sum(key in one["needs"] and one["field"] == f"a{place}" for one in both)
    scores = crosstabs.crosstab(to, asked["again"], asked["stars"])
    assert scores.total == sum("again" in one and "stars" in one for one in answers)
    assert sum(cell.number for _, _, cells in scores.lines for _, cell in cells) == scores.total


def test_an_empty_collection_has_results_too() -> None:
    to = answered.collection()
    parts = live(to)
    assert parts[""].answered == 0
    assert all(part.answered in {0, None} for part in parts.values())
    asked = {one.item.key: one for one in questions(to)}
    assert crosstabs.crosstab(to, asked["field"], asked["stars"]).total == 0
    kinds = {one.item.kind for one in crossed(asked.values())}
    assert kinds == {Kind.SINGLE, Kind.MULTIPLE, Kind.RATING, Kind.NPS}


def test_what_a_later_version_left_out_is_still_counted() -> None:
    to = answered.collection(items=[{"key": "q1", "kind": "single", "label": "旧", "choices": answered.listed(3)}])
    answered.response(to, {"q1": "a3"})
    made = Questionnaire.objects.get(pk=to.questionnaire_id)
    items = [
        {"key": "q1", "kind": "single", "label": "新", "choices": answered.listed(2)},
        {"key": "q2", "kind": "nps", "label": "再问"},
    ]
    made = actions.change(made, draft={"schema": 1, "title": "年度需求", "items": items}, seen=made.revision, by=BY)
    to = actions.renew(to, actions.publish(made, by=BY), by=BY)
    answered.response(to, {"q1": "a1", "q2": "9"})
    parts = live(to)
    assert parts["q1"].question.item.label == "新"
    assert counted(parts["q1"]) == {"选项1": 1, "选项3": 1}
    assert dict(parts["q2"].facts)["净推荐值"] == "100"


def test_what_is_kept_wrongly_is_found_and_mended() -> None:
    chance = random.Random(11)
    to = answered.collection()
    answers = [answered.some(chance) for _ in range(9)]
    for one in answers[:6]:
        answered.response(to, one)
    tasks.fold(timestamp=1)
    void = answered.response(to, answers[6] | {"years": "999"})
    tasks.fold(timestamp=1)
    actions.void(void, reason="重复", seen=void.revision, by=BY)
    tasks.fold(timestamp=1)
    for one in answers[6:]:
        answered.response(to, one)  # these wait in the queue
    figures, wrong = results.checked(to)
    assert (figures > 50, wrong) == (True, 0)
    to.tallies.filter(name="field").update(amount=99)
    to.totals.filter(name="years").update(low=-5)
    told = StringIO()
    with pytest.raises(SystemExit):
        call_command("recount", "--check", stdout=told)
    wrong = 1 + to.tallies.filter(name="field").count()
    assert f"{wrong} 个不一致" in told.getvalue().splitlines()[-1]
    with pytest.raises(SystemExit):
        call_command("recount", stdout=told)
    assert results.checked(to)[1] == 0
    require_right(to, answers)
