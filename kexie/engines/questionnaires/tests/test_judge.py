"""The verdict on answers, and that the browser comes to the same one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, sync_playwright

from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.tests import strategies
from tests.chromium import CHROMIUM, FLAGS

SCRIPT = Path(rules.__file__).parent.parent / "static/questionnaires/judge.js"
COMPARE = """cases => cases.map(([program, typed, words]) => {
  const verdict = Judge.judge(program, typed);
  const faults = Object.entries(verdict.faults).map(([key, fault]) => [key, Judge.sentence(fault, words)]);
  return [Object.entries(verdict.answers), faults, verdict.shown];
})"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page in a real browser with the product's own script, and nothing else."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.add_script_tag(path=SCRIPT)
        yield page
        browser.close()


def item(kind: str, **given: Any) -> dict[str, Any]:
    return {"key": "q", "kind": kind, "label": "题目", **given}


def verdict(items: list[dict[str, Any]], **typed: str | list[str]) -> rules.Verdict:
    program = rules.program(rules.read({"title": "问卷", "items": items}))
    return rules.judge(program, {name: [text] if isinstance(text, str) else text for name, text in typed.items()})


@pytest.mark.spec("FRM-04")
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_browser_agrees(page: Page, data: st.DataObject) -> None:
    cases = []
    for _ in range(12):
        definition = data.draw(strategies.questionnaires())
        typed = data.draw(strategies.typed(definition))
        cases.append((rules.program(definition), typed, rules.WORDS))
    told = page.evaluate(COMPARE, json.loads(json.dumps(cases)))
    for (program, typed, _), (answers, faults, shown) in zip(cases, told, strict=True):
        judged = rules.judge(program, typed)
        expected = ({key: str(fault) for key, fault in judged.faults.items()}, judged.answers, list(judged.shown))
        assert (dict(faults), dict(answers), shown) == expected


OTHERS = [{"key": "a1", "label": "是"}, {"key": "a3", "label": "否"}]
CHOICES = [{"key": "a1", "label": "是"}, {"key": "a2", "label": "其他", "has_text": True}]
TABLE: list[tuple[dict[str, Any], str | list[str], Any]] = [
    (item("number", decimals=1), "１２。５", "12.5"),
    (item("number"), "1,234", "1234"),
    (item("number"), "12,34", "请填写数字，例如 12 或 3.5。"),
    (item("number"), "1.5", "请填写整数。"),
    (item("number", decimals=2), "1.234", "最多 2 位小数。"),
    (item("number", least="18", most="60"), "18", "18"),
    (item("number", least="18", most="60"), "17", "请填写不小于 18 的数。"),
    (item("number", least="18", most="60"), "61", "请填写不大于 60 的数。"),
    (item("money"), "1,000.50", "1000.5"),
    (item("nps"), "11", "请填写不大于 10 的数。"),
    (item("date"), "2024年2月29日", "2024-02-29"),
    (item("date"), "2023-02-29", "请像 2026-05-01 这样填写日期。"),
    (item("date", most="2026-12-31"), "2027-01-01", "请填写 2026-12-31 或以前的日期。"),
    (item("time"), "９：05", "09:05"),
    (item("mobile"), "138 0000 5678", "13800005678"),
    (item("mobile"), "12800005678", "请填写 11 位手机号，例如 13800005678。"),
    (item("identity"), "11010519491231002x", "11010519491231002X"),
    (item("identity"), "110105194912310021", "身份证号不对，请核对每一位，最后一位可能是 X。"),
    (item("uscc"), "91350100m000100y43", "91350100M000100Y43"),
    (item("text", most="2"), "𠮷𠮷", "𠮷𠮷"),
    (item("text", most="2"), "𠮷𠮷𠮷", "最多 2 个字，现在有 3 个字。"),
    (item("paragraph"), "甲" * 100_000, "最多 10000 个字，现在有 100000 个字。"),
    (item("single", choices=CHOICES), "a2", "请写明“其他”是什么。"),
    (item("single", choices=CHOICES), "a3", "这个选项已经没有了，请重新选择。"),
    (item("single", choices=CHOICES), ["a1", "a2"], "这个选项已经没有了，请重新选择。"),
    (item("single", choices=CHOICES, is_required=True), "", "请选择一项。"),
    (item("multiple", choices=CHOICES), ["a1", "a1"], "同一项选了两次。"),
    (item("ranking", choices=OTHERS), ["a3", "a1"], ["a3", "a1"]),
    (item("ranking", choices=CHOICES), ["a1"], "请至少选 2 项，现在选了 1 项。"),
    (item("text", is_required=True), "　\u200b ", "请填写这一题。"),
]


@pytest.mark.spec("FRM-01", "FRM-02")
@pytest.mark.parametrize(("asked", "typed", "expected"), TABLE, ids=range(len(TABLE)))
def test_one_question(asked: dict[str, Any], typed: str | list[str], expected: Any) -> None:
    judged = verdict([asked], q=typed)
    told = str(judged.faults["q"]) if judged.faults else judged.answers.get("q")
    assert told == expected


@pytest.mark.spec("FRM-02")
def test_what_is_hidden_is_neither_asked_nor_kept() -> None:
    items: list[dict[str, Any]] = [
        {
            "key": "has",
            "kind": "single",
            "label": "有没有",
            "choices": [{"key": "yes", "label": "有"}, {"key": "no", "label": "没有"}],
        },
        {"key": "which", "kind": "text", "label": "哪些", "is_required": True, "when": ["chosen", "has", "yes"]},
        {"key": "more", "kind": "page", "label": "第二页", "when": ["answered", "which"]},
        {"key": "why", "kind": "text", "label": "为什么", "is_required": True},
    ]
    hidden = verdict(items, has="no", which="泵", why="旧")
    assert (hidden.answers, hidden.faults, hidden.shown) == ({"has": "no"}, {}, ["has"])
    shown = verdict(items, has="yes", which="泵")
    assert (list(shown.faults), shown.answers) == (["why"], {"has": "yes", "which": "泵"})


@pytest.mark.spec("FRM-02")
def test_computed_values_are_exact() -> None:
    items: list[dict[str, Any]] = [
        {"key": "a", "kind": "number", "label": "甲", "decimals": 1},
        {"key": "b", "kind": "number", "label": "乙", "decimals": 1},
        {
            "key": "sum",
            "kind": "computed",
            "label": "合计",
            "decimals": 1,
            "formula": ["+", ["ref", "a"], ["ref", "b"]],
        },
        {
            "key": "rate",
            "kind": "computed",
            "label": "比例",
            "decimals": 2,
            "formula": ["/", ["ref", "a"], ["ref", "b"]],
        },
        {"key": "q", "kind": "text", "label": "说明", "when": ["=", ["ref", "sum"], ["number", "0.3"]]},
    ]
    assert verdict(items, a="0.1", b="0.2", q="相等").answers == {
        "a": "0.1",
        "b": "0.2",
        "sum": "0.3",
        "rate": "0.5",
        "q": "相等",
    }
    assert verdict(items, a="0.1", b="0").answers == {"a": "0.1", "b": "0", "sum": "0.1"}
    assert verdict(items, a="2", b="3").answers["rate"] == "0.67"


@pytest.mark.spec("FRM-01")
def test_a_required_grid_is_filled_line_by_line() -> None:
    rows = [{"key": "r1", "label": "培训"}, {"key": "r2", "label": "交流"}]
    grid = item("grid", choices=OTHERS, rows=rows, is_required=True)
    assert str(verdict([grid], **{"q.r1": "a1"}).faults["q"]) == "请把每一行都填好，还差 1 行。"
    assert verdict([grid], **{"q.r1": "a1", "q.r2": "a3"}).answers == {"q": {"r1": "a1", "r2": "a3"}}
