"""A questionnaire that was written as plain text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.rules import pasting

pytestmark = pytest.mark.spec("FRM-11")


def first(text: str) -> dict[str, Any]:
    item: dict[str, Any] = pasting.pasted(text).draft["items"][0]
    return item


def labels(item: dict[str, Any]) -> list[str]:
    return [choice["label"] for choice in item["choices"]]


@pytest.mark.parametrize(
    ("text", "kind", "choices"),
    [
        ("1. 性别\nA. 男\nB. 女", "single", ["男", "女"]),
        ("１．性别\nＡ．男　Ｂ．女", "single", ["男", "女"]),
        ("1、性别（单选题）\n男\n女", "single", ["男", "女"]),
        ("1）性别\n○男 ○女", "single", ["男", "女"]),
        ("(1) 需要\n□ 培训\n□ 交流", "multiple", ["培训", "交流"]),
        ("第1题 需要【多选】\n①培训\n②交流", "multiple", ["培训", "交流"]),
        ("1. 需要\n（1）培训\n（2）交流", "single", ["培训", "交流"]),
        ("1. 需要\n1）培训\n2）交流", "single", ["培训", "交流"]),
        ("一、需要 [下拉]\n- 培训\n- 交流", "dropdown", ["培训", "交流"]),
        ("1. 对不对 [判断题]", "single", ["是", "否"]),
        ("1. 排一排 [排序题]\nA、甲\nB、乙", "ranking", ["甲", "乙"]),
        ("1. 3.5 米以上吗\nA. 是 B. 否", "single", ["是", "否"]),
    ],
)
def test_choices_in_many_ways(text: str, kind: str, choices: list[str]) -> None:
    item = first(text)
    assert (item["kind"], labels(item)) == (kind, choices)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. 姓名：______", {"kind": "text", "label": "姓名"}),
        ("1. 您有什么建议？", {"kind": "paragraph", "label": "您有什么建议？"}),
        ("1. 您有什么建议？\n______", {"kind": "paragraph", "label": "您有什么建议？"}),
        ("1. *姓名 [填空]", {"kind": "text", "label": "姓名", "is_required": True}),
        ("1. 手机（必填，手机号）", {"kind": "mobile", "label": "手机", "is_required": True}),
        ("1. 打分（5 分最好）[打分题]", {"kind": "rating", "label": "打分（5 分最好）"}),
        ("1. 出生日期 [日期][选填]", {"kind": "date", "label": "出生日期"}),
    ],
)
def test_questions_without_choices(text: str, expected: dict[str, Any]) -> None:
    assert {name: value for name, value in first(text).items() if name != "key"} == expected


def test_limits_other_and_alone() -> None:
    item = first("1. 需要什么（可多选，最多选三项）\nA. 培训\nB. 其他（请注明）____\nC. 以上都没有")
    assert (item["kind"], item["most"], labels(item)) == ("multiple", "3", ["培训", "其他", "以上都没有"])
    assert item["choices"][1]["has_text"]
    assert item["choices"][2]["is_alone"]
    assert first("1. 选两项 [多选，选2项]\nA. 一\nB. 二\nC. 三")["least"] == "2"


def test_title_opening_words_parts_and_thanks() -> None:
    text = "需求调查\n您好！\n\n一、基本情况\n1. 年龄\nA. 青年 B. 中年\n二、意见\n2. 建议\n感谢您的参与！"
    found = pasting.pasted(text)
    assert (found.draft["title"], found.draft["intro"], found.draft["thanks"]) == (
        "需求调查",
        "您好！",
        "感谢您的参与！",
    )
    assert [item["kind"] for item in found.draft["items"]] == ["note", "single", "page", "paragraph"]
    assert (found.questions, found.doubts) == (2, [])


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("\n\nA. 没有题目的选项\n1. 题", 3, "选项前面没有题目。"),
        ("1. 题 [单选]\n2. 题二", 1, "是选择题，但下面没有选项。"),
        ("1. 题\nA. 只有一个", 1, "只有一个选项。"),
        ("1. 题\nA. 同\nB. 同", 1, "有两个选项是一样的，只留下一个。"),
        ("1. 题\nA. 一\nB. 二\n多出来的", 4, "不知道这一行是题目还是选项，没有放进问卷。"),
        ("1. 题 [填空]\n多出来的", 2, "不知道这一行是题目还是选项，没有放进问卷。"),
        ("1. 题 [矩阵题]\nA. 一 B. 二", 1, "没有“矩阵题”这种题型，请在编辑页改成合适的题型。"),
        ("1. 题 [填空]\nA. 一", 1, "不是选择题，下面的选项没有放进问卷。"),
        ("\n".join(f"{at}. 题 [填空]" for at in range(1, 303)), 301, "一份问卷最多 300 题，后面的没有放进来。"),
    ],
)
def test_what_is_not_understood_is_told_with_its_line(text: str, line: int, sentence: str) -> None:
    assert (line, sentence) in [(doubt.line, doubt.sentence) for doubt in pasting.pasted(text).doubts]


SIGNS = st.text("1234.．、)）(（AＡ a○□①[]【】单选多最少必填题项___\n\r　*其他以上都没有一二感谢", max_size=120)


@given(text=SIGNS | st.text(max_size=60))
def test_whatever_is_pasted_gives_a_draft_that_can_be_kept(text: str) -> None:
    draft = pasting.pasted(text).draft
    assert rules.received(draft).title == draft["title"].strip()


@given(text=SIGNS)
def test_a_flaw_of_what_was_pasted_is_told_or_seen_before(text: str) -> None:
    found = pasting.pasted(text)
    told = {flaw.sentence for flaw in rules.flaws(rules.read(found.draft)) if flaw.key}
    assert (
        not told
        or found.doubts
        or told <= {"请写题目。", "有的选项没有写文字。", "下限比上限大了。", "至少要选的项数比选项还多。"}
    )
