"""Questionnaires go to XLSForm and come back; what cannot is told with its place."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.rules import ready, xlsform
from kexie.engines.questionnaires.tests.strategies import questionnaires
from kexie.engines.sheets import queries as sheets

pytestmark = pytest.mark.spec("FRM-03")
Rows = list[list[str]]


def tabled(text: str) -> Rows:
    """Lines with their cells between strokes, filled up to as many cells as the first has."""
    rows = [line.split("|") for line in text.strip().split("\n")]
    return [row + [""] * (len(rows[0]) - len(row)) for row in rows]


SETTINGS: Rows = [["form_title", "default_language"], ["农村科普需求调查", "English (en)"]]
# As people write such a form by hand: two languages, groups, an old heading, choices with numbers as names.
SURVEY: Rows = tabled("""
type|name|label::English (en)|label::中文 (zh)|hint|required|relevance|constraint|\
constraint_message|calculation|appearance|choice_filter|default
start|start
begin group|basic|Basics|基本情况|||||||field-list
text|Name|Name|您的称呼||yes||string-length(.) <= 20
integer|age|Age|您的年龄|周岁|true()||. >= 16 and . < 100|年龄应在 16—99 岁||||18
select_one yes_no|member|Member?|您是会员吗||yes|||||minimal||1
end group
begin_group|needs|Needs|您的需要|||${age} > 17 and ${member} = '1'||||field-list
select_multiple wish or_other|wish|Wishes|您需要什么||||count-selected(.) <= 2
select_one place|place|Where|在哪里|||selected(${wish}, 'training')|||||town=${x}
text|why|Why|为什么|||${wish} != '' and not(selected(${wish}, 'other'))||||multiline
integer|days|Days|几天||||. > 0
calculate|hours||||||||round(${days} * 8 div 2, 1)
end_group
geopoint|spot|Place|位置
note|bye|Thanks ${Name}|谢谢您，<b>${Name}</b>
""")
CHOICES: Rows = [
    ["list name", "name", "label::English (en)", "label::中文 (zh)", "town"],
    ["yes_no", "1", "Yes", "是", ""],
    ["yes_no", "2", "No", "否", ""],
    ["wish", "training", "Training", "培训", ""],
    ["wish", "exchange", "Exchange", "交流", ""],
    ["place", "A-1", "County", "县城", "a"],
    ["place", "B-1", "Town", "乡镇", "b"],
]


def numbered(leaves: dict[str, Rows]) -> dict[str, Sequence[tuple[int, Sequence[str]]]]:
    return {name: list(enumerate(rows, 1)) for name, rows in leaves.items()}


def read(**leaves: Rows) -> xlsform.Imported:
    return xlsform.imported(numbered(leaves))


def asked(*lines: list[str], header: str = "type name label relevant constraint") -> xlsform.Imported:
    """A form of a few lines, with a list of choices."""
    listed = [["list_name", "name", "label"], ["c", "a", "甲"], ["c", "b", "乙"]]
    return read(survey=[header.split(), *lines], choices=listed)


def by_pyxform(leaves: dict[str, Rows]) -> str:
    """The form that the public converter makes of the sheets; it raises for what is no XLSForm."""
    made = convert(
        {
            name: [{head: cell for head, cell in zip(rows[0], row, strict=True) if cell} for row in rows[1:]]
            for name, rows in leaves.items()
        }
    )
    return str(made.xform)


def test_a_form_as_people_write_it() -> None:
    found = read(survey=SURVEY, choices=CHOICES, settings=SETTINGS)
    definition = rules.received(found.draft)
    items = {item.key: item for item in definition.items}
    assert (definition.title, rules.flaws(definition), found.questions) == ("农村科普需求调查", [], 8)
    assert [item.kind.value for item in definition.items] == (
        "note text number dropdown page multiple single paragraph number computed page note".split()
    )
    assert (items["age"].least, items["age"].most, items["age"].message) == ("16", "99", "年龄应在 16—99 岁")
    assert (items["age"].label, items["age"].hint, items["age"].default) == ("您的年龄", "周岁", "18")
    assert items["needs"].when == ["and", [">", ["ref", "age"], ["number", "17"]], ["chosen", "member", "a1"]]
    assert [(choice.key, choice.label, choice.has_text) for choice in items["wish"].choices] == [
        ("training", "培训", False), ("exchange", "交流", False), ("other", "其他", True),
    ]  # fmt: skip
    assert items["why"].when == ["and", ["answered", "wish"], ["not", ["chosen", "wish", "other"]]]
    assert (items["days"].least, items["hours"].decimals) == ("1", 1)
    assert items["hours"].formula == ["/", ["*", ["ref", "days"], ["number", "8"]], ["number", "2"]]
    assert items["bye"].label == "谢谢您，（Name）"


def test_what_is_not_carried_over_is_told_with_its_place() -> None:
    told = {(one.place, one.sentence) for one in read(survey=SURVEY, choices=CHOICES, settings=SETTINGS).lapses}
    assert told == {
        ("survey 表，label::English (en)（C 列）", "问卷只有一种语言，“English (en)”的文字没有带过来。"),
        ("choices 表，label::English (en)（C 列）", "问卷只有一种语言，“English (en)”的文字没有带过来。"),
        ("survey 表第 2 行，type（A 列）", "由手机自动记录的内容（时间、设备、账号）系统不收集。"),
        ("survey 表第 10 行，choice_filter（L 列）", "选项不能按前面的答案筛选，会全部列出。"),
        ("survey 表第 15 行，type（A 列）", "系统没有这种题，没有带过来。"),
        (
            "survey 表第 16 行，label::English (en)（C 列）",
            "文字里不能引用前面的答案，“${Name}”改成了“（Name）”，请改写。",
        ),
    }


def test_it_goes_out_again_as_the_public_converter_reads_it() -> None:
    first = rules.received(read(survey=SURVEY, choices=CHOICES, settings=SETTINGS).draft)
    leaves = xlsform.exported(first, code="needs")
    form = by_pyxform(leaves)
    for words in (
        "您的年龄",
        "年龄应在 16—99 岁",
        "是什么</label>",
        "/age  &gt; 17) and (",
        'constraint=". &gt;= 16 and',
    ):
        assert words in form, words
    second = xlsform.imported(
        {name: grid.rows for name, grid in sheets.leaves(sheets.bound(leaves, title="x")).items()}
    )
    assert (rules.received(second.draft), second.lapses) == (first, [])


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(questionnaires())
@example(rules.read({"title": "空"}))
@example(rules.read({"title": "", "intro": "前${x}言\n二", "thanks": "谢谢", "items": [
    {"key": "p", "kind": "page"}, {"key": "intro", "kind": "note", "note": "x" * 600}, {"key": "t", "kind": "text"},
    {"key": "s", "kind": "multiple", "label": "${t}'\"", "default": "b", "carry": "name", "unit": "个", "choices": [
        {"key": "a", "label": "", "has_text": True, "quota": 3}, {"key": "b", "label": "无", "is_alone": True}]},
    {"key": "s_other", "kind": "text", "when": ["=", ["ref", "t"], ["text", "'\""]]},
    {"key": "n", "kind": "nps", "label": "愿意吗"}, {"key": "f", "kind": "file", "accept": ["pdf"], "most": "3"},
]}))  # fmt: skip
def test_what_goes_out_comes_back_as_it_was(definition: rules.Definition) -> None:
    found = xlsform.imported(numbered(xlsform.exported(definition, code="form")))
    assert rules.received(found.draft) == definition
    assert found.lapses == []


@pytest.mark.parametrize("name", [one.name for one in ready.MODELS])
def test_our_models_are_read_by_the_public_converter(name: str) -> None:
    definition = rules.read(ready.model(name))
    leaves = xlsform.exported(definition, code=name)
    assert definition.title in by_pyxform(leaves)
    own = [json.loads(row[-1]) for row in leaves["survey"][1:] if row[-1]]
    assert not any(
        {"when", "formula", "label", "choices", "rows", "most"} & set(one) for one in own if one.get("kind") != "mobile"
    ), own


@pytest.mark.parametrize(
    ("relevant", "when"),
    [
        ("${n}>5", [">", ["ref", "n"], ["number", "5"]]),
        ("5 < ${n}", [">", ["ref", "n"], ["number", "5"]]),
        ("${n} = '5' or ${n} >= -1.5", ["or", ["=", ["ref", "n"], ["number", "5"]],
                                        [">=", ["ref", "n"], ["number", "-1.5"]]]),
        ("not(${s} = ‘a’)", ["not", ["chosen", "s", "a"]]),
        ("${s} != 'a'", ["!=", ["ref", "s"], ["text", "a"]]),
        ("${m} = 'a'", ["and", ["chosen", "m", "a"], ["=", ["count", "m"], ["number", "1"]]]),
        ("selected(${m}, 'a') = false()", ["not", ["chosen", "m", "a"]]),
        ("string-length(${s}) > 0", ["answered", "s"]),
        ("count-selected(${m}) > 1", [">", ["count", "m"], ["number", "1"]]),
        ("${d} >= date('2026-01-01')", [">=", ["ref", "d"], ["text", "2026-01-01"]]),
        ("if(${n} > 1, ${n} * 2, 0) > 3 and (true() or ${n} = 1)", None),
        ("true()", []),
    ],
)  # fmt: skip
def test_conditions(relevant: str, when: list[Any] | None) -> None:
    lines = [["integer", "n", "数"], ["select_one c", "s", "单"], ["select_multiple c", "m", "多"], ["date", "d", "日"]]
    found = asked(*lines, ["text", "t", "题", relevant])
    kept = rules.received(found.draft).items[-1].when
    assert (kept, bool(found.lapses)) == (when or [], when is None)


@pytest.mark.parametrize(
    ("relevant", "why"),
    [
        ("${later} = 1", "用到的“later”不在它前面，或者没有带过来"),
        ("${s} = 'x'", "“s”没有“x”这个选项"),
        ("regex(${s}, '.')", "系统没有“regex”这种条件"),
        ("${n} > 1 and", "没有写完"),
        ("(${n} > 1", "括号没有成对"),
        ("${n} > today()", "系统没有“today”这种算法"),
        ("FALSE", "它表示从不显示"),
        ("(" * 90 + "1", "套得太深了"),
        ("-" * 3000 + "1", "套得太深了"),
        ("1" * 5000, "太长了"),
        ("你好", "看不懂“你好”"),
    ],
)
def test_a_condition_without_a_like_is_told(relevant: str, why: str) -> None:
    lines = [["integer", "n", "数"], ["select_one c", "s", "单"]]
    (lapse,) = asked(*lines, ["text", "t", "题", relevant]).lapses
    assert lapse.sentence == f"这个显示条件没有带过来，会总是显示：{why}。"
    assert lapse.place == "survey 表第 4 行，relevant（D 列）"


@pytest.mark.parametrize(
    ("kind", "constraint", "expected"),
    [
        ("decimal", ". > 0", {"least": "0.000001"}),
        ("integer", "0 <= . and .<=120", {"least": "0", "most": "120"}),
        ("date", ". < '2026-03-01'", {"most": "2026-02-28"}),
        ("text", "regex(., '^[A-Z]{2}[0-9]+$')", {"pattern": "^[A-Z]{2}[0-9]+$"}),
        ("text", "string-length(.) >= 2 and string-length(.) < 5", {"least": "2", "most": "4"}),
        ("select_multiple c", "not(selected(., 'b') and count-selected(.) > 1)", {"is_alone": ["b"]}),
        ("select_multiple c", "if(selected(., 'b'), count-selected(.) = 1, true())", {"is_alone": ["b"]}),
        ("text", "regex(., '(a|b)')", None),
        ("date", ". <= today()", None),
        ("integer", ". != 7", None),
        ("integer", ". >= ${x}", None),
    ],
)
def test_constraints(kind: str, constraint: str, expected: dict[str, Any] | None) -> None:
    found = asked([kind, "q", "题", "", constraint])
    (item,) = rules.received(found.draft).items
    alone = [choice.key for choice in item.choices if choice.is_alone]
    given = {name: getattr(item, name) for name in ("least", "most", "pattern") if getattr(item, name)}
    assert given | ({"is_alone": alone} if alone else {}) == (expected or {})
    assert bool(found.lapses) == (expected is None)


def test_a_table_of_the_same_choices_is_a_grid() -> None:
    header = "type name label appearance required"
    lines = [["begin_group", "g", "满意吗", "table-list", ""], ["select_one c", "g_x", "讲师", "", "yes"],
             ["select_one c", "y", "场地", "", "yes"], ["end_group", "", "", "", ""]]  # fmt: skip
    found = asked(*lines, header=header)
    (item,) = rules.received(found.draft).items
    assert (item.kind.value, item.is_required, [row.key for row in item.rows]) == ("grid", True, ["x", "y"])
    assert found.lapses == []


@pytest.mark.parametrize(
    ("leaves", "words"),
    [
        ({"Sheet1": [["a"]]}, "没有名叫 survey 的工作表"),
        ({"survey": [["题目", "选项"], ["a", "b"]]}, "缺少 type、name 列"),
    ],
)
def test_another_table_is_refused(leaves: dict[str, Rows], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        xlsform.imported(numbered(leaves))


def test_a_picture_stays_where_it_was_sent() -> None:
    item = {"key": "q", "kind": "text", "label": "题", "picture": "abc"}
    found = xlsform.imported(numbered(xlsform.exported(rules.read({"title": "问卷", "items": [item]}), code="x")))
    assert rules.received(found.draft).items[0].picture == ""
    assert [one.sentence for one in found.lapses] == ["图片、声音和录像没有带过来，请在编辑页另加。"]


CELLS = st.sampled_from(
    "text|integer|note|range|calculate|rank|start|include|begin group|begin_repeat|end group|end_repeat|select_one c|"
    "select_multiple c or_other|select_one none|${q} = 1|${q|selected(., 'a')|. > 3|regex(., '[')|TRUE|yes|a|q|Q-1|"
    "中文|||{\"kind\": \"nps\"}|{\"kind\": []}|[]|{|start=0;end=10|1e999|"
    "date('x')|true()".split("|")
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS | st.text(max_size=6), min_size=9, max_size=9), max_size=12))
def test_whatever_stands_in_the_sheets_gives_a_draft_that_can_be_kept(rows: Rows) -> None:
    header = "type name label relevant constraint calculation default parameters kexie"
    rules.received(asked(*rows, header=header).draft)
