"""What a sheet has to hold before it is published. No tables, no clock."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.foundation.organisations.rules import KINDS, Family

ARTICLE = "《企业科学技术协会组织通则》第三十九条"
OLDEST, LATEST = 2000, 2100
MAX_TITLE, MAX_HEADING, MAX_LABEL, MAX_NOTE = 60, 20, 40, 500
MAX_SAID, MAX_REMARK = 2000, 500
MAX_CRITERIA = 60
MAX_FILE = 20 * 1024**2  # bytes of one piece of evidence
MAX_FILES = 5  # of one item
FILES = ("pdf", "docx", "xlsx", "jpg", "png")
LEAST_WEIGHT = Decimal("0.01")
CONTEST_DAYS, MAX_CONTEST_DAYS = 10, 60
AT_ONCE = 200  # bodies that are told while somebody waits; more are told in the background
TARGETS = {code: kind.label for code, kind in KINDS.items() if kind.family == Family.GRASSROOTS}
DEFAULT_GRADES = [["优秀", "90"], ["良好", "80"], ["合格", "60"], ["不合格", "0"]]


class Kind(StrEnum):
    """How an item gets its points."""

    SCORED = "scored"
    AUTOMATIC = "automatic"
    YES_NO = "yes_no"


KIND_LABELS = {Kind.SCORED: "评分", Kind.AUTOMATIC: "平台自动计分", Kind.YES_NO: "是否项"}
KIND_HINTS = {
    Kind.SCORED: "组织自评打分并说明，评审人再打分",
    Kind.AUTOMATIC: "按平台数据计分，不用填写",
    Kind.YES_NO: "组织回答是或否，评审人核实；是得满分，否不得分",
}


def require_days(*, self_due: date | None, review_due: date | None) -> None:
    """Refuse a review that ends before the bodies' own scores are there."""
    if self_due and review_due and review_due <= self_due:
        raise ValidationError({"review_due": "评审期限应晚于自评期限。"})


def require_criterion(*, kind: str, measure: str, known: Collection[str]) -> None:
    """Refuse an automatic item without a figure that the platform knows."""
    if kind == Kind.AUTOMATIC and measure not in known:
        raise ValidationError({"measure": "自动计分的指标要选择一项平台数据。"})


def require_room(number: int) -> None:
    """Refuse more items than anybody fills in."""
    if number >= MAX_CRITERIA:
        raise ValidationError(f"一张指标表最多 {MAX_CRITERIA} 项指标。")


def require_files(number: int) -> None:
    """Refuse more files for one item than anybody reads."""
    if number > MAX_FILES:
        raise ValidationError({"proofs": f"一项指标最多 {MAX_FILES} 个文件，请合并后再选。"})


def require_kinds(kinds: Sequence[str]) -> None:
    """Refuse a sheet for nobody, and one for bodies that are not grassroots ones (G39)."""
    if not kinds or not set(kinds) <= set(TARGETS):
        raise ValidationError({"kinds": f"请选择考核哪些企业科协等基层组织（{ARTICLE}）。"})


def require_publishable(*, kinds: Sequence[str], self_due: date | None, review_due: date | None, today: date) -> None:
    """Refuse to publish a sheet without bodies or times; the last day for the bodies may be today."""
    require_kinds(kinds)
    if self_due is None or review_due is None:
        raise ValidationError("请先在“设置”里填写自评期限和评审期限。")
    if self_due < today:
        raise ValidationError(f"自评期限 {self_due:%Y-%m-%d} 已经过了，请先改期限。")
    require_days(self_due=self_due, review_due=review_due)


def require_targets(number: int) -> None:
    """Refuse to publish a sheet to nobody."""
    if not number:
        raise ValidationError("辖区内没有这些类型的组织，发布以后没有人收到。请检查“设置”里的考核对象。")
