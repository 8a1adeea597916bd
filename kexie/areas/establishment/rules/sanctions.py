"""What is done about a body that fails its duties (EST-12)."""

from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.areas.establishment.rules.limits import ARTICLE


class Measure(StrEnum):
    """What the association that approved a body may do about it, each on its own ground."""

    RECTIFY = "rectify"
    WARN = "warn"
    REVOKE = "revoke"


class Ground(StrEnum):
    """Why."""

    SLACK = "slack"
    UNIMPROVED = "unimproved"
    LAW = "law"
    CONSTITUTION = "constitution"


MEASURE_LABELS = {Measure.RECTIFY: "责令限期整改", Measure.WARN: "警告", Measure.REVOKE: "撤销"}
GROUND_LABELS = {
    Ground.SLACK: "履职不力、组织涣散",
    Ground.UNIMPROVED: "限期整改后仍没有明显改进",
    Ground.LAW: "违反国家法律法规",
    Ground.CONSTITUTION: "严重违反中国科协章程",
}
GROUNDS_OF = {
    Measure.RECTIFY: (Ground.SLACK,),
    Measure.WARN: (Ground.UNIMPROVED,),
    Measure.REVOKE: (Ground.LAW, Ground.CONSTITUTION),
}
OUTCOME_LABELS = {"improved": "已有明显改进", "unimproved": "没有明显改进"}


def require_ground(*, measure: Measure, ground: Ground, is_grave: bool) -> None:
    """Refuse a measure on the ground of another one, and a revocation without grave bad results (G18).

    A warning alone never leads to a revocation.
    """
    if ground not in GROUNDS_OF[measure]:
        fits = "、".join(GROUND_LABELS[one] for one in GROUNDS_OF[measure])
        raise ValidationError({"ground": f"“{MEASURE_LABELS[measure]}”适用于：{fits}（{ARTICLE[18]}）。"})
    if measure == Measure.REVOKE and not is_grave:
        raise ValidationError(
            {"is_grave": f"造成严重不良后果的才能撤销；整改没有改进的给予警告，不能因此撤销（{ARTICLE[18]}）。"}
        )


def require_ladder(
    *, measure: Measure, rectify_until: date | None, is_assessed: bool, is_warned: bool, today: date
) -> None:
    """Refuse a step of the ladder before the one below it (G18).

    `rectify_until` is the time of the last rectification, None where there is none or where it led to improvement;
    `is_assessed` whether it was found that nothing improved.
    """
    if measure == Measure.RECTIFY and rectify_until is not None and not is_assessed:
        raise ValidationError({"measure": f"已经责令在 {rectify_until:%Y-%m-%d} 前整改，请先评定整改结果。"})
    if measure != Measure.WARN:
        return
    if rectify_until is None:
        raise ValidationError({"measure": f"先责令限期整改，期满仍没有明显改进的才能警告（{ARTICLE[18]}）。"})
    if today <= rectify_until:
        raise ValidationError({"measure": f"整改期限到 {rectify_until:%Y-%m-%d}，期满以后才能警告（{ARTICLE[18]}）。"})
    if not is_assessed:
        raise ValidationError({"measure": "请先评定整改结果：没有明显改进的才能警告。"})
    if is_warned:
        raise ValidationError({"measure": "这次整改已经给过警告。"})


def require_rectify_day(*, measure: Measure, due: date | None, today: date) -> None:
    """Refuse a rectification without a time, or with one that has passed."""
    if measure == Measure.RECTIFY and (due is None or due <= today):
        raise ValidationError({"due": "请填写整改期限，应在今天以后。"})


def require_assessable(*, measure: str, is_assessed: bool, due: date | None, today: date, is_improved: bool) -> None:
    """Refuse to assess what was assessed, what asks for no improvement, and to find none before the time is over."""
    if measure != Measure.RECTIFY or due is None:
        raise ValidationError("只有限期整改要评定结果。")
    if is_assessed:
        raise ValidationError("整改结果已经评定。")
    if not is_improved and today <= due:
        raise ValidationError({"outcome": f"整改期限到 {due:%Y-%m-%d}，期满以后才能评定为没有明显改进。"})


def decision_words(
    *, name: str, measure: Measure, ground: Ground, facts: str, due: date | None, appeal: str
) -> list[str]:
    """Return the paragraphs of a decision.

    >>> step, ground = Measure.WARN, Ground.UNIMPROVED
    >>> decision_words(name="甲科协", measure=step, ground=ground, facts="事实。", due=None, appeal="申诉。")[1]
    '二、处理决定：给予甲科协警告。'
    """
    until = f"，期限至{due.year}年{due.month}月{due.day}日" if due else ""
    decided = {
        Measure.RECTIFY: f"责令{name}限期整改{until}",
        Measure.WARN: f"给予{name}警告",
        Measure.REVOKE: f"撤销{name}",
    }
    return [
        f"一、事实和依据：{facts}属于{ARTICLE[18]}所列“{GROUND_LABELS[ground]}”的情形。",
        f"二、处理决定：{decided[measure]}。",
        f"三、{appeal}",
    ]
