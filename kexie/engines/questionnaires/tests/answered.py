"""A collection of every kind that is counted, and answers to it, for tests."""

import json
import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.questionnaires import actions, rules
from kexie.engines.questionnaires.models import Collection, Response
from kexie.engines.questionnaires.rules import Once
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies

BY = Actor.platform("试")


def listed(number: int, **last: Any) -> list[dict[str, Any]]:
    """So many choices; what is said holds for the last."""
    choices: list[dict[str, Any]] = [{"key": f"a{place}", "label": f"选项{place}"} for place in range(1, number + 1)]
    choices[-1] |= last
    return choices


ROWS = [{"key": "r1", "label": "食堂"}, {"key": "r2", "label": "宿舍"}]
ITEMS: list[dict[str, Any]] = [
    {"key": "field", "kind": "single", "label": "您的专业领域", "choices": listed(3)},
    {"key": "needs", "kind": "multiple", "label": "您需要什么", "choices": listed(65, has_text=True)},
    {"key": "order", "kind": "ranking", "label": "请排序", "choices": listed(3)},
    {"key": "stars", "kind": "rating", "label": "请打分"},
    {"key": "again", "kind": "nps", "label": "愿意推荐吗"},
    {"key": "years", "kind": "number", "label": "工作年限", "unit": "年", "decimals": 1},
    {"key": "view", "kind": "grid", "label": "满意吗", "choices": listed(3), "rows": ROWS},
    {"key": "uses", "kind": "grid_multiple", "label": "用过哪些", "choices": listed(3), "rows": ROWS},
    {"key": "money", "kind": "grid_number", "label": "花了多少", "rows": ROWS},
    {"key": "words", "kind": "paragraph", "label": "您的建议"},
    {"key": "mobile", "kind": "mobile", "label": "手机号"},
]
ANONYMOUS = [item for item in ITEMS if item["key"] != "mobile"]


def collection(
    body: Organisation | None = None, *, items: list[dict[str, Any]] | None = None, is_anonymous: bool = False
) -> Collection:
    """A collection that has begun."""
    body = body or bodies.body()
    asked = items if items is not None else ANONYMOUS if is_anonymous else ITEMS
    made = actions.add(body, draft={"schema": 1, "title": "年度需求", "items": asked}, by=BY)
    version = actions.publish(made, by=BY)
    opens_at = clock.now() - timedelta(hours=1)
    return actions.collect(
        version, organisation=body, once=Once.NOBODY, opens_at=opens_at, is_anonymous=is_anonymous, by=BY
    )


def response(to: Collection, answers: dict[str, Any], **given: Any) -> Response:
    """An answer, as the verdict gives it."""
    shown, personal = rules.parted(to.version.definition, answers)
    codes, figures = rules.coded(to.codebook, answers)
    kept = json.dumps(personal, ensure_ascii=False) if personal else ""
    at = None if to.is_anonymous else clock.now()
    row = Response(
        collection=to, version=to.version, answers=shown, personal=kept, codes=codes, figures=figures, submitted_at=at
    )
    for name, value in given.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def some(chance: random.Random) -> dict[str, Any]:
    """Random answers; each question is left out by some."""
    keys = [f"a{place}" for place in range(1, 4)]
    needs = sorted(chance.sample(range(1, 66), chance.randint(1, 4)))
    answers: dict[str, Any] = {
        "field": chance.choice(keys),
        "needs": [f"a{place}" for place in needs],
        "order": chance.sample(keys, 3),
        "stars": str(chance.randint(1, 5)),
        "again": str(chance.randint(0, 10)),
        "years": str(Decimal(chance.randint(0, 400)) / 10),
        "view": {row["key"]: chance.choice(keys) for row in chance.sample(ROWS, chance.randint(1, 2))},
        "uses": {row["key"]: sorted(chance.sample(keys, chance.randint(1, 3))) for row in ROWS},
        "money": {row["key"]: str(chance.randint(0, 9000)) for row in ROWS},
        "words": f"建议{chance.randint(1, 99)}",
    }
    return {key: answer for key, answer in answers.items() if chance.random() < 0.9}
