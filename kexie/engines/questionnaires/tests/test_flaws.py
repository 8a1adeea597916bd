"""What its maker is told about a questionnaire before it is published."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.rules import patterns

YES_NO = [{"key": "yes", "label": "是"}, {"key": "no", "label": "否"}]
ASKED = {"key": "has", "kind": "single", "label": "有没有", "choices": YES_NO}
AGE = {"key": "age", "kind": "number", "label": "年龄", "least": "16", "most": "80"}


def told(*items: dict[str, Any]) -> list[str]:
    return [flaw.sentence for flaw in rules.flaws(rules.read({"title": "问卷", "items": list(items)}))]


def text(**given: Any) -> dict[str, Any]:
    return {"key": "q", "kind": "text", "label": "题目", **given}


@pytest.mark.spec("FRM-01", "FRM-02")
@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ([{"key": "n", "kind": "note", "note": "您好"}], "问卷里还没有题目。"),
        ([text(), text()], "有两道题用了同一个编号。"),
        ([text(label="")], "请写题目。"),
        ([{**ASKED, "choices": YES_NO[:1]}], "至少要有 2 个选项。"),
        ([{**ASKED, "choices": [*YES_NO, {"key": "third", "label": "是"}]}], "有两个选项是一样的。"),
        ([text(least="9", most="3")], "下限比上限大了。"),
        ([text(least="-1")], "上下限要填不小于 0 的整数。"),
        ([{**AGE, "least": "2026-01-01"}], "数字的上下限写得不对。"),
        ([text(pattern="(a|b)")], "这条规则里有系统不支持的写法，可以用字符、[ ]、\\d、\\w 和次数。"),
        ([text(when=["chosen", "has", "yes"]), ASKED], "显示条件有问题：用到的题目不在它前面，或者已经删除。"),
        ([text(when=["answered", "q"])], "显示条件有问题：用到的题目不在它前面，或者已经删除。"),
        ([ASKED, text(when=[">", ["ref", "has"], ["text", "a"]])], "显示条件有问题：文字只能比较是否相同。"),
        (
            [AGE, text(when=["=", ["ref", "age"], ["text", "18"]])],
            "显示条件有问题：比较的两边要么都是数字，要么都是文字。",
        ),
        ([AGE, text(when=["+", ["ref", "age"], ["number", "1"]])], "显示条件有问题：结果应当是是或否。"),
        ([{"key": "sum", "kind": "computed", "label": "合计"}], "请写算式。"),
        ([{**AGE, "default": "八"}], "默认值不合这道题的要求：请填写数字，例如 12 或 3.5。"),
        ([{**AGE, "default": "12", "message": "要满 16 岁"}], "默认值不合这道题的要求：要满 16 岁"),
        ([{**ASKED, "default": "maybe"}], "默认值不合这道题的要求：这个选项已经没有了，请重新选择。"),
        ([{"key": "c", "kind": "mobile", "label": "手机", "default": "1"}], "手机号题不能有默认值。"),
        ([text(carry="name")], "这种题不能自动填入账号里的资料。"),
    ],
)
def test_a_flaw_is_told(items: list[dict[str, Any]], sentence: str) -> None:
    assert sentence in told(*items)


NEVER = "按现在的显示条件，这道题永远不会出现，请检查条件是否互相矛盾。"


@pytest.mark.spec("FRM-02")
@pytest.mark.parametrize(
    ("when", "is_told"),
    [
        (["and", ["chosen", "has", "yes"], ["chosen", "has", "no"]], True),
        (["and", ["chosen", "has", "yes"], ["not", ["chosen", "has", "no"]]], False),
        (["and", [">", ["ref", "age"], ["number", "60"]], ["<", ["ref", "age"], ["number", "61"]]], True),
        (["and", [">", ["ref", "age"], ["number", "60"]], ["<", ["ref", "age"], ["number", "62"]]], False),
        ([">", ["ref", "age"], ["number", "80"]], True),
        ([">=", ["ref", "age"], ["number", "80"]], False),
        (["and", ["not", ["answered", "age"]], ["=", ["ref", "age"], ["number", "20"]]], True),
        ([">", ["+", ["ref", "age"], ["ref", "age"]], ["number", "1000"]], False),  # sums are not tried
    ],
)
def test_a_contradiction_is_told(when: list[Any], *, is_told: bool) -> None:
    assert told(ASKED, AGE, text(when=when)) == ([NEVER] if is_told else [])


@pytest.mark.spec("FRM-02")
def test_a_contradiction_over_two_questions_and_a_page_is_told() -> None:
    page = {"key": "p", "kind": "page", "label": "第二页", "when": ["chosen", "has", "yes"]}
    second = text(key="second", when=["chosen", "has", "no"])
    third = text(key="third", when=["answered", "second"])
    flaws = rules.flaws(rules.read({"title": "问卷", "items": [ASKED, page, second, third]}))
    assert [(flaw.key, flaw.sentence) for flaw in flaws] == [("second", NEVER), ("third", NEVER)]


@pytest.mark.spec("FRM-05")
@pytest.mark.parametrize(
    "data", [None, [], {}, {"title": "x", "items": [{"key": "Q", "kind": "text"}]}, {"title": "x", "more": 1},
             {"title": "x", "items": [text(kind="script")]}, {"title": "x", "items": [text()] * 301}],
)  # fmt: skip
def test_data_of_another_shape_are_refused(data: Any) -> None:
    with pytest.raises(ValidationError, match="没有保存"):
        rules.read(data)


@pytest.mark.spec("FRM-04")
@pytest.mark.parametrize(
    "pattern", ["(a)", "a|b", "(?=a)", "a**", "[z-a]", "a+b+c+", "\\1", "[[:alpha:]]", "[a--b]", "a{2,1}"]
)
def test_a_pattern_outside_the_shared_part_is_refused(pattern: str) -> None:
    with pytest.raises(patterns.Unreadable):
        patterns.plain(pattern)


@pytest.mark.spec("FRM-05")
def test_what_is_written_reads_the_same() -> None:
    definition = rules.read({"title": "问卷", "items": [ASKED, AGE, text(when=["answered", "age"], hint="写明")]})
    assert rules.read(rules.written(definition)) == definition
