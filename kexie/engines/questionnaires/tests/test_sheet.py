"""A questionnaire is drawn for whoever answers, and comes alive in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, sync_playwright

from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.queries.sheets import carried, sheet
from kexie.engines.questionnaires.rules import Kind
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from tests.chromium import CHROMIUM, FLAGS

STATIC = Path(rules.__file__).parent.parent / "static/questionnaires"
FORM = """<form data-questionnaire="trial">{sheet}<button type="button" data-back>上一页</button>
<button type="button" data-next>下一页</button><button type="submit" data-send>提交</button><p data-kept></p></form>"""
CHOICES = [{"key": "a1", "label": "培训"}, {"key": "a2", "label": "其他", "has_text": True}]
SEVERAL = [*CHOICES[:1], {"key": "a3", "label": "交流"}, {"key": "a4", "label": "都不要", "is_alone": True}]
ITEMS: list[dict[str, Any]] = [
    {"key": "field", "kind": "single", "label": "最需要什么", "is_required": True, "choices": CHOICES},
    {"key": "hint", "kind": "note", "label": "请多写一点", "when": ["chosen", "field", "a1"]},
    {"key": "which", "kind": "text", "label": "哪一门课", "is_required": True, "when": ["chosen", "field", "a1"]},
    {"key": "more", "kind": "page", "label": "第二页"},
    {"key": "ways", "kind": "multiple", "label": "哪些方式", "choices": SEVERAL},
    {"key": "age", "kind": "number", "label": "年龄", "least": "16"},
    {"key": "twice", "kind": "computed", "label": "两倍", "formula": ["*", ["ref", "age"], ["number", "2"]]},
]


def drawn(items: list[dict[str, Any]], **given: Any) -> str:
    definition = rules.read({"title": "问卷", "items": items})
    return render_to_string("questionnaires/_sheet.html", {"sheet": sheet(definition, body=Organisation(), **given)})


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    """A page of a real browser."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium.new_page()
        chromium.close()


def opened(browser: Page, html: str) -> Page:
    """A new page with the questionnaire and its scripts."""
    browser.goto("about:blank")
    browser.set_content(FORM.format(sheet=html))
    for script in ("judge.js", "answer.js"):
        browser.add_script_tag(path=STATIC / script)
    return browser


@pytest.mark.spec("FRM-02", "FRM-06")
def test_questions_come_and_go_page_by_page_and_a_fault_stands_beside_its_question(browser: Page) -> None:
    page = opened(browser, drawn(ITEMS))
    assert [page.is_visible(f"#q-{key}") for key in ("field", "hint", "which", "ways")] == [True, False, False, False]
    page.click("[data-next]")
    assert (page.text_content("#e-field"), page.is_visible("#q-ways")) == ("请选择一项。", False)
    assert page.evaluate("document.activeElement.name") == "a.field"
    page.check("[name='a.field'][value=a2]")
    page.click("[data-next]")
    assert page.text_content("#e-field") == "请写明“其他”是什么。"
    page.check("[name='a.field'][value=a1]")
    assert [page.is_visible(f"#q-{key}") for key in ("hint", "which")] == [True, True]
    assert not page.is_visible("[name='a.field.other']")
    page.fill("[name='a.which']", "数控")
    page.click("[data-next]")
    assert [page.is_visible(f"#q-{key}") for key in ("field", "ways", "age")] == [False, True, True]
    assert page.text_content("[data-place]") == "第 2 页，共 2 页；已答 2 题，共 4 题"
    page.check("[name='a.ways'][value=a1]")
    page.check("[name='a.ways'][value=a4]")
    assert page.evaluate("[...document.querySelectorAll(':checked')].map(one => one.value)") == ["a1", "a4"]
    page.fill("[name='a.age']", "１５")
    page.click("[data-send]")
    assert page.text_content("#e-age") == "请填写不小于 16 的数。"
    page.fill("[name='a.age']", "１６")
    assert (page.text_content("#e-age"), page.text_content("#q-twice output")) == ("", "32")
    page.click("[data-send]")
    assert page.text_content("[data-kept]") == "填写没有问题。这是预览，不会提交。"


@pytest.mark.spec("FRM-06")
def test_what_the_server_found_is_told_first_and_led_to(browser: Page) -> None:
    html = drawn(ITEMS, typed={"field": ["a1"], "which": ["数控"], "age": ["3"]}, faults={"age": "太小了。"})
    page = opened(browser, html)
    assert page.is_visible("[data-summary]")
    assert (page.is_visible("#q-age"), page.input_value("[name='a.age']")) == (True, "3")
    assert page.evaluate("document.activeElement.name") == "a.age"


@pytest.mark.spec("FRM-01")
def test_every_kind_that_is_asked_has_a_control_and_shows_what_was_typed() -> None:
    choices = [{"key": "a1", "label": "甲"}, {"key": "a2", "label": "乙"}]
    rows = [{"key": "r1", "label": "行"}]
    asked = [kind for kind in Kind if kind not in rules.SILENT | rules.UPLOADED | {Kind.COMPUTED}]
    asked = [kind for kind in asked if kind not in {Kind.REGION, Kind.ORGANISATION}]  # these ask the database
    for kind in asked:
        given: dict[str, Any] = {"choices": choices if kind in rules.FIGURED else [], "rows": rows}
        html = drawn([{"key": "q", "kind": kind.value, "label": "题目", **given}], typed={"q": ["a2"], "q.r1": ["a2"]})
        assert 'name="a.q' in html, kind
        if kind not in {Kind.RATING, Kind.NPS}:
            assert 'value="a2"' in html or ">a2</textarea>" in html, kind


@pytest.mark.spec("FRM-02")
def test_shuffled_choices_keep_their_order_for_one_person_and_the_last_ones_their_place() -> None:
    choices = [{"key": f"a{at}", "label": f"选项{at}"} for at in range(1, 9)]
    last = {"key": "none", "label": "都没有", "is_alone": True}
    definition = rules.read(
        {"title": "问卷", "items": [{"key": "q", "kind": "multiple", "is_shuffled": True, "choices": [*choices, last]}]}
    )

    def order(seed: str) -> list[str]:
        return [one.key for one in sheet(definition, body=Organisation(), seed=seed).pages[0].fields[0].choices]

    assert order("甲") == order("甲") != order("乙")
    assert (order("甲")[-1], sorted(order("乙"))) == ("none", sorted(order("甲")))


@pytest.mark.spec("FRM-02")
def test_what_is_carried_over_is_what_the_maker_chose() -> None:
    items = [
        {"key": "phone", "kind": "mobile", "carry": "mobile"},
        {"key": "mail", "kind": "email"},
        {"key": "n", "kind": "number", "default": "3"},
    ]
    definition = rules.read({"title": "问卷", "items": items})
    person = Person(name="王敏", mobile="13800005678", email="a@example.org")
    assert carried(definition, person) == {"phone": ["13800005678"], "n": ["3"]}
    assert carried(definition, None) == {"n": ["3"]}


@pytest.mark.spec("FRM-06")
@pytest.mark.parametrize("wrong", ["1999-01-01T00:00:00", "2099-12-31T23:59:59"])
def test_a_phone_whose_clock_is_wrong_answers_as_well(browser: Page, wrong: str) -> None:
    assert browser.context.browser is not None
    phone = browser.context.browser.new_page()
    phone.clock.set_fixed_time(wrong)
    page = opened(phone, drawn([*ITEMS, {"key": "day", "kind": "date", "label": "哪一天", "least": "2026-01-01"}]))
    page.check("[name='a.field'][value=a2]")
    page.fill("[name='a.field.other']", "下乡")
    page.click("[data-next]")
    page.fill("[name='a.age']", "２０")
    page.fill("[name='a.day']", "2026-05-01")
    page.click("[data-send]")
    assert [page.text_content(f"#e-{key}") for key in ("age", "day")] == ["", ""]
    assert page.text_content("#q-twice output") == "40"
    phone.close()
