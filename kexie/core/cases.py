"""Refusals that every kind of case words alike. Which stages allow what, each area's rules say."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError

MAX_REASON = 500


def now(stage: str, labels: Mapping[Any, str], refused: str) -> str:
    """Say how a case stands and what therefore cannot be done.

    >>> now("ended", {"ended": "已办结"}, "不能撤回")
    '这件申请现在是“已办结”，不能撤回；请刷新页面查看。'
    """
    return f"这件申请现在是“{labels[stage]}”，{refused}；请刷新页面查看。"


def require_stage(stage: str, allowed: Collection[str], *, labels: Mapping[Any, str], refused: str) -> None:
    """Refuse what a case's stage does not allow: the second of two people at one case reads how it stands now."""
    if stage not in allowed:
        raise ValidationError(now(stage, labels, refused))


def require_reason(reason: str, *, most: int = MAX_REASON, read_by: str = "", field: str = "reason") -> str:
    """Return why something goes back or is refused; refuse none, and one that is too long, in characters.

    >>> require_reason(" 材料不全 ")
    '材料不全'
    """
    given = reason.strip()
    if not given or len(given) > most:
        raise ValidationError({field: f"请写明原因，最多 {most} 个字{f'，{read_by}会看到' if read_by else ''}。"})
    return given


def require_other(*, applicant: int, by: int | None) -> None:
    """Refuse to review what one began oneself (SEC-03)."""
    if applicant == by:
        raise ValidationError("这件申请是您自己提交的，请由其他审核人员办理。")
