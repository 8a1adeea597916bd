"""What a body applies for: that something of its entry changes, or that it ends (EST-11, EST-13, G18)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from kexie.areas.establishment.rules import ARTICLE, DEFAULT_DAYS, MAX_DAYS
from kexie.core import cases
from kexie.foundation.organisations.rules import KINDS

Row = TypeVar("Row")
MAX_REASON = cases.MAX_REASON
MAX_VALUE = 160
MAX_CONGRESS = 60


class What(StrEnum):
    """What a petition is about."""

    NAME = "name"
    SHORT_NAME = "short_name"
    ADDRESS = "address"
    HOST = "host"
    SUPERIOR = "superior"
    END = "end"


WHAT_LABELS = {
    What.NAME: "名称",
    What.SHORT_NAME: "简称",
    What.ADDRESS: "地址",
    What.HOST: "所在单位",
    What.SUPERIOR: "上级科协",
    What.END: "注销",
}
PETITION_LABELS = {what: "注销申请" if what == What.END else f"{label}变更" for what, label in WHAT_LABELS.items()}
# A place sets which of these it reviews. Whom a body belongs to and whether it ends is reviewed everywhere.
CHOOSABLE = (What.NAME, What.SHORT_NAME, What.ADDRESS, What.HOST)
REVIEWED = (What.NAME, What.HOST)
ALWAYS = (What.SUPERIOR, What.END)


class Cause(StrEnum):
    """Why a body ends (G18)."""

    OWN = "own"
    HOST = "host"
    OTHER = "other"


CAUSE_LABELS = {
    Cause.OWN: "决定自行解散",
    Cause.HOST: "所在单位解散",
    Cause.OTHER: "其他原因终止",
}


class Stage(StrEnum):
    """Where a petition stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    RESUBMITTED = "resubmitted"
    FORWARDED = "forwarded"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    RECORDED = "recorded"
    LAPSED = "lapsed"


STAGE_LABELS = {
    Stage.SUBMITTED: "待审核",
    Stage.RETURNED: "已退回",
    Stage.RESUBMITTED: "待复审",
    Stage.FORWARDED: "原上级已同意，待新上级审核",
    Stage.APPROVED: "已批准并办理",
    Stage.REJECTED: "未批准",
    Stage.WITHDRAWN: "已撤回",
    Stage.RECORDED: "已直接办理",
    Stage.LAPSED: "组织已注销，不再办理",
}
STAGE_COLOURS = {
    Stage.SUBMITTED: "blue",
    Stage.RESUBMITTED: "blue",
    Stage.FORWARDED: "blue",
    Stage.RETURNED: "orange",
    Stage.APPROVED: "green",
    Stage.RECORDED: "green",
    Stage.REJECTED: "red",
}
WAITING = (Stage.SUBMITTED, Stage.RESUBMITTED, Stage.FORWARDED)
OPEN = (*WAITING, Stage.RETURNED)


class Deed(StrEnum):
    """What was done with a petition."""

    APPLY = "apply"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    RETURN = "return_"
    FORWARD = "forward"
    APPROVE = "approve"
    REJECT = "reject"
    RECORD = "record"
    HAND_OVER = "hand_over"
    LAPSE = "lapse"


DEED_LABELS = {
    Deed.APPLY: "提交申请",
    Deed.AMEND: "修改后再次提交",
    Deed.WITHDRAW: "撤回申请",
    Deed.RETURN: "退回修改",
    Deed.FORWARD: "原上级同意，转新上级审核",
    Deed.APPROVE: "批准并办理",
    Deed.REJECT: "不予批准",
    Deed.RECORD: "不需审核，已直接办理",
    Deed.HAND_OVER: "组织划归新的上级，申请一并移交",
    Deed.LAPSE: "组织已注销，申请终止",
}
REVIEWING = frozenset({Deed.RETURN, Deed.FORWARD, Deed.APPROVE, Deed.REJECT})


@dataclass(frozen=True)
class Terms:
    """What a place reviews, and within how many working days; the names are those of the associations that set it."""

    reviewed: tuple[str, ...] = REVIEWED
    days: int = DEFAULT_DAYS
    reviewed_of: str = ""
    days_of: str = ""

    def asks(self, what: str) -> bool:
        """Tell whether a petition about this is reviewed, or takes effect at once."""
        return what in ALWAYS or what in self.reviewed


def inherited(chain: Iterable[tuple[str, Mapping[str, Any]]]) -> Terms:
    """Return the terms of a place: of what associations set, the nearest first, the nearest counts (EST-11).

    >>> terms = inherited([("区科协", {"reviewed": None, "days": 10}), ("市科协", {"reviewed": ["host"], "days": 5})])
    >>> terms.reviewed, terms.reviewed_of, terms.days, terms.days_of
    (('host',), '市科协', 10, '区科协')
    """
    found: dict[str, Any] = {}
    for name, given in chain:
        if given["reviewed"] is not None and "reviewed" not in found:
            found |= {"reviewed": tuple(given["reviewed"]), "reviewed_of": name}
        if given["days"] is not None and "days" not in found:
            found |= {"days": given["days"], "days_of": name}
    return Terms(**found)


def require_days(days: int | None) -> None:
    """Refuse a time limit that is none; None is inherited."""
    if days is not None and not 1 <= days <= MAX_DAYS:
        raise ValidationError({"days": f"审核期限填 1 到 {MAX_DAYS} 个工作日。"})


def require_different(*, old: str, new: str, field: str) -> None:
    """Refuse to change something into what it is."""
    if old == new:
        raise ValidationError({field: "和现在的一样，没有变化。"})


def require_value(value: str, *, what: What) -> str:
    """Return a new name, short name or address; refuse no name."""
    given = " ".join(value.split())
    if not given and what == What.NAME:
        raise ValidationError({"value": "请填写新的名称。"})
    return given


def require_free_host(*, taken: str) -> None:
    """Refuse a host that has an association of its own already: one enterprise has one (G12)."""
    if taken:
        raise ValidationError({"object": f"这个单位已经有“{taken}”（{ARTICLE[12]}）。"})


def require_grounds(grounds: str) -> str:
    """Return why somebody applies; refuse no reason."""
    given = grounds.strip()
    if not given or len(given) > MAX_REASON:
        raise ValidationError({"grounds": f"请写明申请的理由，最多 {MAX_REASON} 个字。"})
    return given


def require_proof(*, is_asked: bool, is_given: bool) -> None:
    """Refuse a petition that is reviewed without anything to prove it."""
    if is_asked and not is_given:
        raise ValidationError({"proof": "请上传证明材料。"})


def require_ending(*, cause: str, resolved_on: date | None, congress: str, settlement: str, today: date) -> None:
    """Refuse an end without cause, without the resolution where it is the body's own, with business unsettled (G18)."""
    wrong = {}
    if cause not in set(Cause):
        wrong["cause"] = f"请选择注销的原因（{ARTICLE[18]}）。"
    if cause == Cause.OWN and (resolved_on is None or not congress.strip()):
        field = "congress" if resolved_on else "resolved_on"
        wrong[field] = f"自行解散要有会员（代表）大会的决议：请写明大会和决议日期（{ARTICLE[18]}）。"
    if resolved_on is not None and resolved_on > today:
        wrong["resolved_on"] = "决议日期不能晚于今天。"
    if not settlement.strip():
        wrong["settlement"] = "请写明经费、资产和档案怎样处理。"
    if wrong:
        raise ValidationError(wrong)


def require_waiting(stage: str) -> None:
    """Refuse to decide what does not wait for a decision: the second of two reviewers reads how it stands."""
    cases.require_stage(stage, WAITING, labels=STAGE_LABELS, refused="不能再审核")


def require_returned(stage: str) -> None:
    """Refuse to change what somebody reviews, or what has ended."""
    cases.require_stage(stage, (Stage.RETURNED,), labels=STAGE_LABELS, refused="只有退回后才能修改")


def require_open(stage: str) -> None:
    """Refuse to withdraw what has ended."""
    cases.require_stage(stage, OPEN, labels=STAGE_LABELS, refused="不能撤回")


def require_reason(reason: str) -> str:
    """Return why something is returned or refused; refuse none."""
    return cases.require_reason(reason, read_by="申请的组织")


def require_same(*, what: str, applied: str, now: str) -> None:
    """Refuse to carry out a change of what is not there any more: it changed after the petition was made."""
    if applied != now:
        label = WHAT_LABELS[What(what)]
        raise ValidationError(
            f"申请以后，{label}已经由“{applied or '未填'}”变成“{now or '未填'}”，请退回，由申请的组织核对后再提交。"
        )


def require_desk(*, is_here: bool, desk: str) -> None:
    """Refuse to decide about a body that belongs to another association by now (G18: the one that approved it)."""
    if not is_here:
        raise ValidationError(f"这个组织已经划归{desk}，请由{desk}办理。")


def require_two(*, old: str, new: str) -> tuple[str, str]:
    """Return who decides on a change of superior, one after the other: who lets the body go, and who takes it.

    The General Rules let the association approve a body in whose place its Party organisation belongs (article 12), and
    give every later decision to the association that approved it (article 18). So the former one alone can let it go,
    and nobody answers for a body without the new one's own consent.

    >>> require_two(old="云溪区科协", new="君山区科协")
    ('云溪区科协', '君山区科协')
    """
    require_different(old=old, new=new, field="object")
    return old, new


def require_hosting(*, kind: str, host_kind: str) -> None:
    """Refuse a unit that cannot have a body of this kind (ORG-01b)."""
    if kind not in KINDS[host_kind].hosts:
        raise ValidationError({"object": f"{KINDS[host_kind].label}不能设立{KINDS[kind].label}。"})


def require_chosen(chosen: Row | None) -> Row:
    """Return the body that was chosen; refuse none."""
    if chosen is None:
        raise ValidationError({"object": "请从列表中选择。"})
    return chosen
