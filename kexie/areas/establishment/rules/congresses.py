"""The founding congress and its report (G25)."""

from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.areas.establishment.rules.limits import ARTICLE, PLENARY_BELOW, TERM_YEARS
from kexie.areas.establishment.rules.stages import OPENING, STAGE_LABELS, Regime, Stage
from kexie.core import cases


class Assembly(StrEnum):
    """Who meets at a founding congress (G25)."""

    DELEGATES = "delegates"
    PLENARY = "plenary"


ASSEMBLY_LABELS = {Assembly.DELEGATES: "会员代表大会", Assembly.PLENARY: "全体会员大会"}


def require_congress(*, regime: str, stage: str, is_held: bool) -> None:
    """Refuse a congress before the reply, or where the place files one under review (EST-02, EST-03)."""
    if is_held:
        raise ValidationError("成立大会已经登记。")
    if regime == Regime.APPROVAL and stage != Stage.APPROVED:
        raise ValidationError("审批制先取得批复，再召开成立大会。")
    if regime == Regime.FILING and stage not in OPENING:
        raise ValidationError(cases.now(stage, STAGE_LABELS, "不能登记成立大会"))


def require_congress_day(*, congress_on: date, today: date, replied_on: date | None) -> None:
    """Refuse a congress that is still to come, or that was held before the reply (H9)."""
    if congress_on > today:
        raise ValidationError({"congress_on": "成立大会还没有召开，请在会后登记。"})
    if replied_on is not None and congress_on < replied_on:
        raise ValidationError({"congress_on": f"成立大会应在批复（{replied_on:%Y-%m-%d}）之后召开。"})


def require_assembly(*, assembly: str, workers: int) -> None:
    """Refuse a plenary assembly with a hundred workers or more (G25); where units meet there are none to count."""
    if assembly == Assembly.PLENARY and workers >= PLENARY_BELOW:
        raise ValidationError(
            {
                "assembly": f"科技工作者少于 {PLENARY_BELOW} 人的才能直接召开全体会员大会，"
                f"现在是 {workers} 人，应召开会员代表大会（{ARTICLE[25]}）。"
            }
        )


def require_term(years: int) -> None:
    """Refuse a term that is shorter than three years or longer than five (G25)."""
    if years not in TERM_YEARS:
        raise ValidationError({"term_years": f"每届任期为三至五年（{ARTICLE[25]}）。"})


def require_charter(*, is_given: bool) -> None:
    """Refuse a report without the charter that was passed (G25)."""
    if not is_given:
        raise ValidationError({"charter": f"请上传通过的章程，或者先在“章程”里登记大会通过（{ARTICLE[25]}）。"})


def require_unreported(*, stage: str, is_reported: bool) -> None:
    """Refuse to report what was reported, or where nothing was founded."""
    if stage != Stage.ESTABLISHED:
        raise ValidationError(cases.now(stage, STAGE_LABELS, "不能报送"))
    if is_reported:
        raise ValidationError("成立大会的结果已经报送。")
