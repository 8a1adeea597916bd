"""A draft is looked at as people will see it, also while it has flaws."""

from typing import Any

import pytest

from kexie.areas.surveys.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-03")]


def test_the_page_stands_in_our_own_frame_alone() -> None:
    survey = factories.draft()
    answer = pages.browser(factories.staff(survey.organisation)).get(f"/surveys/{survey.code}/preview/")
    assert "您最需要什么" in answer.text
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "builder-data" not in answer.text


FAULTY: list[dict[str, Any]] = [
    {"key": "q1", "kind": "text", "label": "坏规则", "pattern": "(a|b)"},
    {"key": "q2", "kind": "text", "label": "坏条件", "when": ["ref", "nothing"]},
    {"key": "q3", "kind": "computed", "label": "坏算式"},
    {"key": "q4", "kind": "single", "label": "没有选项"},
    {"key": "q4", "kind": "text", "label": "同一编号"},
    {"key": "q5", "kind": "text", "label": "坏界限", "least": "2026-01-01"},
    {"key": "q6", "kind": "rating", "label": "坏分数", "most": "1.5"},
    {"key": "q7", "kind": "grid", "label": "没有行"},
    {"key": "q8", "kind": "ranking", "label": "没有可排的"},
]


@pytest.mark.parametrize("item", [item for item in FAULTY if item["label"] != "同一编号"])
def test_flaws_are_left_out_and_counted(item: dict[str, Any]) -> None:
    survey = factories.draft(items=[item])
    answer = pages.browser(factories.staff(survey.organisation)).get(f"/surveys/{survey.code}/preview/")
    assert answer.status_code == 200
    assert "处还没有改好" in answer.text


def test_all_flaws_at_once() -> None:
    survey = factories.draft(items=FAULTY)
    answer = pages.browser(factories.staff(survey.organisation)).get(f"/surveys/{survey.code}/preview/")
    assert answer.status_code == 200
    assert "坏条件" in answer.text
