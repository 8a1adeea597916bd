"""What the General Rules ask of a charter, at the boundary of each rule (GOV-01, EST-09)."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.charters.rules import Choices, articles, checks, stages
from kexie.areas.charters.rules.choices import Heading
from kexie.areas.charters.tests.factories import choices

pytestmark = [pytest.mark.spec("GOV-01"), pytest.mark.spec("EST-09")]
DOCUMENT = Path(__file__).parents[4] / "docs" / "rules.md"
OWN = {heading.value: ("自己的条款。",) for heading in Heading}


def found(**given: Any) -> dict[str, checks.Finding]:
    return {one.rule: one for one in checks.checked(choices(**given))}


def test_the_model_keeps_all_rules() -> None:
    assert found() == {}
    checks.require_sound(choices())


@pytest.mark.parametrize(
    ("rule", "kept", "broken"),
    [
        ("term", {"term_years": 3}, {"term_years": 2}),
        ("term", {"term_years": 5}, {"term_years": 6}),
        ("plenary", {"is_plenary": True, "workers": 99}, {"is_plenary": True, "workers": 100}),
        ("plenary", {"is_plenary": False, "workers": 5000}, {"is_plenary": True, "workers": 5000}),
        ("plenary_known", {"is_plenary": True, "workers": 0}, {"is_plenary": True, "workers": None}),
        ("committee_quorum", {"committee_quorum": "2/3"}, {"committee_quorum": "65/98"}),
        ("committee_quorum", {"committee_quorum": "3/4"}, {"committee_quorum": "1/2"}),
        ("committee_decision", {"committee_decision": "1/2"}, {"committee_decision": "49/99"}),
        ("committee_decision", {"committee_decision": "2/3"}, {"committee_decision": "1/3"}),
        ("meetings", {"meetings": 1}, {"meetings": 0}),
        (
            "standing_from",
            {"has_standing": True, "standing_from": 31},
            {"has_standing": True, "standing_from": None},
        ),
        (
            "standing_size",
            {"has_standing": True, "standing_from": 31, "committee_size": 32},
            {"has_standing": True, "standing_from": 31, "committee_size": 31},
        ),
        ("dues", {"dues": "yearly", "dues_fen": 1}, {"dues": "yearly", "dues_fen": 0}),
        ("chapters", {"alone": ("funds",), "own": OWN}, {"alone": ("funds",)}),
        (
            "own_term",
            {"own": {"organs": ("代表大会每五年举行一次。",)}},
            {"own": {"organs": ("代表大会每六年举行一次。",)}},
        ),
        (
            "own_quorum",
            {"own": {"organs": ("三分之二以上委员出席方可开会。",)}},
            {"own": {"organs": ("半年一次，二分之一以上委员出席即可。",)}},
        ),
        *((f"by_hand_{heading.value}", {"own": OWN}, {"own": OWN, "alone": (heading.value,)}) for heading in Heading),
    ],
)
def test_each_rule_at_its_boundary(rule: str, kept: dict[str, Any], broken: dict[str, Any]) -> None:
    assert rule not in found(**kept)
    one = found(**broken)[rule]
    assert one.source.startswith("《企业科学技术协会组织通则》第")
    assert len(one.sentence) > 10


def test_every_rule_has_a_boundary_here_and_a_line_in_the_document() -> None:
    listed = DOCUMENT.read_text(encoding="utf-8")
    asked = {case[0] for case in test_each_rule_at_its_boundary.pytestmark[-1].args[1]}
    assert {rule.name for rule in checks.RULES} == asked
    for rule in checks.RULES:
        assert f"`charters.{rule.name}`" in listed
        assert f"通则{rule.articles}" in listed


def test_what_blocks_comes_first_and_keeps_from_adopting() -> None:
    broken = choices(term_years=6, committee_quorum="1/2", own={"organs": ("大会每六年一次。",)})
    assert [one.is_blocking for one in checks.checked(broken)] == [True, True, False]
    with pytest.raises(ValidationError) as refusal:
        checks.require_sound(broken)
    assert ["第二十五条" in line or "第三十条" in line for line in refusal.value.messages] == [False, True, True]


def test_a_warning_keeps_nobody() -> None:
    checks.require_sound(choices(own={"organs": ("大会每六年一次。",)}))


@pytest.mark.parametrize(
    ("held", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 11, 21), date(2026, 12, 21)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_a_month_after_the_congress(held: date, due: date) -> None:
    assert stages.report_due(held) == due


@pytest.mark.parametrize(
    ("due", "present", "in_favour", "field"),
    [
        (90, 60, 40, ""),
        (90, 59, 59, "present"),
        (90, 60, 39, "in_favour"),
        (90, 91, 40, "present"),
        (90, 60, 61, "in_favour"),
    ],
)
def test_a_resolution_is_carried_by_its_figures(due: int, present: int, in_favour: int, field: str) -> None:
    """Two thirds of 90 are 60, two thirds of 60 are 40: exactly that suffices (GOV-05c)."""
    given = {"due": due, "present": present, "in_favour": in_favour}
    if not field:
        stages.require_carried(Choices(), **given)
        return
    with pytest.raises(ValidationError) as refusal:
        stages.require_carried(Choices(), **given)
    assert list(refusal.value.message_dict) == [field]


def test_articles_follow_from_the_choices() -> None:
    chosen = choices(
        term_years=4,
        committee_quorum="3/4",
        has_standing=True,
        standing_from=40,
        retired_years=2,
        dues="yearly",
        dues_fen=5050,
        extra_rights=("使用本会实验室",),
        own={"funds": ("设立科技工作者奖励金。",)},
    )
    text = "\n".join(article.text for chapter in articles.written(chosen) for article in chapter.articles)
    for words in (
        "每四年举行一次",
        "四分之三以上",
        "委员超过40人的",
        "再保留二年",
        "50.50元",
        "（五）使用本会实验室",
        "奖励金",
    ):
        assert words in text
    assert "XX" not in text
    assert "××" not in text


def test_articles_are_numbered_through_and_a_missing_chapter_leaves_no_gap() -> None:
    shown = articles.numbered(articles.written(choices(alone=("tasks",))))
    assert [heading for heading, _ in shown] == [
        "第一章　总则",
        "第二章　会员",
        "第三章　组织机构",
        "第四章　经费",
        "第五章　附则",
    ]
    labels = [article.label for _, chapter in shown for article in chapter]
    assert labels[:5] == ["第一条", "第二条", "第三条", "第四条", "第五条"]
    assert len(set(labels)) == len(labels)


def test_what_was_kept_is_read_again_as_it_was() -> None:
    chosen = choices(own=OWN, extra_tasks=("办好内刊",), alone=("funds",), workers=80, dues_fen=5)
    assert Choices.read(chosen.kept) == chosen
    assert Choices.read({}) == Choices()
    assert Choices.read({"unknown": 1, "term_years": 4}) == replace(Choices(), term_years=4)
    chapters = articles.written(chosen)
    assert articles.read(articles.kept(chapters)) == chapters


def test_the_model_speaks_of_several_units_and_of_a_federation_as_they_are() -> None:
    def text(**given: Any) -> str:
        return "".join(one.text for chapter in articles.written(choices(**given)) for one in chapter.articles)

    single = text()
    assert ("云溪化工有限公司党组织的领导" in single, "各发起单位" in single, "会员单位" in single) == (
        True,
        False,
        False,
    )
    joint = text(kind="joint_association", unit="甲公司、乙公司")
    for part in (
        "由甲公司、乙公司共同发起",
        "接受各发起单位党组织的领导",
        "由各发起单位按约定分担",
        "所在单位的规章制度",
    ):
        assert part in joint
    federation = text(kind="federation", unit="", has_group_members=False)
    for part in ("企业科协的联合组织", "单位会员", "报业务指导单位同意", "本会经费来自资助"):
        assert part in federation
    assert ("党组织" in federation, "预算" in federation) == (False, False)


def test_a_federation_counts_units_and_no_workers() -> None:
    assert not {"plenary", "plenary_known"} & set(found(kind="federation", is_plenary=True, workers=None))
    assert "plenary_known" in found(kind="joint_association", is_plenary=True, workers=None)
