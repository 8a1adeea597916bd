"""What a new version changes is told, and nothing takes another's place."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kexie.engines.questionnaires import rules

pytestmark = pytest.mark.spec("FRM-05")
YES_NO = [{"key": "yes", "label": "是"}, {"key": "no", "label": "否"}]
ASKED: dict[str, Any] = {"key": "has", "kind": "single", "label": "有没有", "choices": YES_NO}
AGE: dict[str, Any] = {"key": "age", "kind": "number", "label": "年龄"}


def definition(*items: dict[str, Any], title: str = "问卷") -> rules.Definition:
    return rules.read({"title": title, "items": list(items)})


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (definition(ASKED, AGE), []),
        (definition(AGE, ASKED, title="新问卷"), [("", "整份问卷", "标题改了；题目的先后改了")]),
        (definition(ASKED), [("", "年龄", "删除（原来的第 2 题）")]),
        (definition(ASKED, {"key": "n", "kind": "note", "note": "说明"}, AGE), [("", "说明", "新增")]),
        (definition(ASKED, AGE | {"least": "16", "unit": "岁"}), [("第 2 题", "年龄", "填写要求改了；单位改了")]),
        (
            definition(ASKED | {"label": "有没有账号", "is_required": True}, AGE),
            [("第 1 题", "有没有账号", "题目原来是“有没有”；改为必填")],
        ),
        (
            definition(
                ASKED | {"choices": [{"key": "no", "label": "没有"}, {"key": "new", "label": "不清楚"}]},
                AGE | {"when": ["chosen", "has", "no"]},
            ),
            [
                ("第 1 题", "有没有", "选项“否”改为“没有”；选项新增“不清楚”；选项删除“是”"),
                ("第 2 题", "年龄", "显示条件改了"),
            ],
        ),
        (
            definition(ASKED | {"kind": "dropdown", "choices": YES_NO[::-1]}, AGE),
            [("第 1 题", "有没有", "题型由“单选”改为“下拉选择”；选项的先后改了")],
        ),
    ],
)
def test_differences(now: rules.Definition, told: list[tuple[str, str, str]]) -> None:
    found = rules.differences(definition(ASKED, AGE), now)
    assert [(one.place, one.label, "；".join(one.sentences)) for one in found] == told


@pytest.mark.parametrize(
    ("kind", "is_taken"), [("dropdown", True), ("single", True), ("multiple", False), ("number", False)]
)
def test_an_answered_question_stays_of_its_kind(kind: str, *, is_taken: bool) -> None:
    now = definition(ASKED | {"kind": kind})
    earlier = [definition(ASKED), definition(AGE)]  # left out for a while
    if is_taken:
        rules.require_alike(earlier, now)
    else:
        with pytest.raises(ValidationError, match="第 1 题“有没有”原来是单选题，已经有人回答"):
            rules.require_alike(earlier, now)


def test_keys_that_versions_used_are_known_for_ever() -> None:
    found = rules.used([definition(ASKED), definition(AGE, ASKED | {"choices": YES_NO[:1]})])
    assert found == {"items": ["has", "age"], "choices": {"has": ["yes", "no"]}, "rows": {}}
