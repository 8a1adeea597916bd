"""Questionnaires that are ready to use, in words of our own (SUR-01, H25, H61). No tables, no clock."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "data/models"


@dataclass(frozen=True)
class Model:
    """A questionnaire to begin with, and what it is good for."""

    name: str
    label: str
    about: str


MODELS = (
    Model("needs", "科技工作者需求调查", "每年一次，了解会员和科技工作者需要哪些服务"),
    Model("plan", "年度计划征求意见", "定下一年计划之前，听听大家认为什么最该做"),
    Model("training", "培训需求调查", "开班之前，了解想学什么、什么时间方便"),
    Model("effect", "培训效果评估", "培训结束时填写，内容、讲师、收获逐项评价"),
    Model("activity", "活动满意度调查", "活动结束时填写，三分钟以内"),
    Model("state", "组织基本情况调查", "请下级组织填写人员、场所、经费和活动情况"),
)


@cache
def _text(name: str) -> str:
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8")


def model(name: str) -> dict[str, Any]:
    """Return the draft that a model gives; raises KeyError for another name."""
    if name not in {one.name for one in MODELS}:
        raise KeyError(name)
    draft: dict[str, Any] = json.loads(_text(name))
    return draft
