"""What keeps votes honest, as plain rules."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.polls import rules
from kexie.areas.polls.rules import Ranking
from kexie.engines.questionnaires.rules import read

pytestmark = pytest.mark.spec("PLL-01")
CHOICES = [{"key": "a1", "label": "甲"}, {"key": "a2", "label": "乙"}]


def told(*items: dict[str, Any]) -> list[str]:
    return list(rules.flaws(read({"title": "评选", "items": list(items)})))


def test_a_poll_asks_for_choices_and_nothing_else() -> None:
    single = {"key": "q1", "kind": "single", "label": "选谁", "choices": CHOICES}
    assert told(single, {"key": "n", "kind": "note", "note": "说明"}) == []
    assert told({**single, "kind": "multiple"}) == []
    assert "第 2 题：投票只能用单选和多选题" in told(single, {"key": "t", "kind": "text", "label": "为什么"})[0]
    assert "要有一道单选或多选题" in told({"key": "t", "kind": "mobile", "label": "手机号"})[0]
    own = [CHOICES[0], {**CHOICES[1], "has_text": True}]
    assert "不能让人填写文字" in told({**single, "choices": own})[0]


@pytest.mark.parametrize(
    ("audience", "once", "is_anonymous", "ranking", "is_refused"),
    [
        ("members", "device", True, Ranking.LIVE, True),
        ("bodies", "device", True, Ranking.LIVE, True),
        ("link", "person", True, Ranking.LIVE, True),
        ("link", "device", True, Ranking.LIVE, False),
        ("members", "device", False, Ranking.LIVE, False),
        ("members", "device", True, Ranking.END, False),
    ],
)
def test_a_live_ranking_tells_nothing_of_anonymous_voters(
    audience: str, once: str, *, is_anonymous: bool, ranking: Ranking, is_refused: bool
) -> None:
    try:
        rules.require_secret(ranking=ranking, audience=audience, once=once, is_anonymous=is_anonymous)
        refused = False
    except ValidationError:
        refused = True
    assert refused == is_refused


def test_the_last_vote_within_the_rate_counts() -> None:
    rules.require_rate(20, rate=20)
    with pytest.raises(ValidationError, match="过一小时再来"):
        rules.require_rate(21, rate=20)
