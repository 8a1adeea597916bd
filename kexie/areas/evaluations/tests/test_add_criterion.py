"""An item is added to its heading."""

import pytest

from kexie.areas.evaluations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]
TYPED = {"heading": "组织", "label": "制度", "kind": "scored", "weight": "5"}


def test_it_stands_after_the_last_item_of_its_heading() -> None:
    row = factories.sheet()
    browser, address = pages.browser(factories.staff(row.organisation)), f"/sheets/{row.code}/add_criterion/"
    assert pages.status(browser, address, **TYPED) == 303
    assert list(row.criteria.values_list("label", flat=True)) == ["会议", "场所", "制度", "在册", "服务"]
    answer = pages.send(browser, address, **TYPED)
    assert (answer.status_code, "已经有这项指标" in answer.text) == (422, True)


def test_an_automatic_item_needs_a_figure_and_a_formula_within_its_weight() -> None:
    row = factories.sheet()
    browser, address = pages.browser(factories.staff(row.organisation)), f"/sheets/{row.code}/add_criterion/"
    automatic = TYPED | {"kind": "automatic"}
    for given, words in (
        ({}, "要选择一项平台数据"),
        ({"measure": "membership.members"}, "请填 1 到 12 行"),
        ({"measure": "membership.members", "steps": "10 6"}, "0 到 5 之间"),
        ({"measure": "membership.members", "steps": "十个 5"}, "不是数值"),
    ):
        answer = pages.send(browser, address, **automatic, **given)
        assert (answer.status_code, words in answer.text) == (422, True), words
    assert pages.status(browser, address, **automatic, measure="membership.members", steps="10 5\n1 2.5") == 303
    assert row.criteria.get(label="制度").formula == "达到 1 得 2.5 分；达到 10 得 5 分"
