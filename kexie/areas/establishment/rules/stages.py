"""Regimes, stages and deeds of a founding."""

from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.core import cases


class Regime(StrEnum):
    """Whether a place approves a body before its founding congress, or files it afterwards (EST-01)."""

    APPROVAL = "approval"
    FILING = "filing"


REGIME_LABELS = {Regime.APPROVAL: "审批制", Regime.FILING: "备案制"}
REGIME_HINTS = {
    Regime.APPROVAL: "先审核批复，再召开成立大会",
    Regime.FILING: "先召开成立大会，再提交备案",
}


class Way(StrEnum):
    """How a body comes onto the platform: founded, registered lightly, or as it exists already (EST-04, EST-06)."""

    FOUNDING = "founding"
    LIGHT = "light"
    EXISTING = "existing"


WAY_LABELS = {Way.FOUNDING: "设立", Way.LIGHT: "工作站登记", Way.EXISTING: "已有组织登记"}


class Stage(StrEnum):
    """Where a founding stands."""

    PREPARING = "preparing"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    RESUBMITTED = "resubmitted"
    APPROVED = "approved"
    ESTABLISHED = "established"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


STAGE_LABELS = {
    Stage.PREPARING: "筹备中",
    Stage.SUBMITTED: "待审核",
    Stage.RETURNED: "已退回",
    Stage.RESUBMITTED: "待复审",
    Stage.APPROVED: "已批复，待成立",
    Stage.ESTABLISHED: "已成立",
    Stage.REJECTED: "未批准",
    Stage.WITHDRAWN: "已终止",
}
OPENING = (Stage.PREPARING, Stage.RETURNED)  # the group is at work
WAITING = (Stage.SUBMITTED, Stage.RESUBMITTED)  # the association is
OPEN = (*OPENING, *WAITING, Stage.APPROVED)
LOST = (Stage.REJECTED, Stage.WITHDRAWN)


def step_of(stage: str) -> str:
    """Return which step of the way a stage belongs to, for the days that each takes (EST-17).

    >>> step_of("returned"), step_of("resubmitted"), step_of("approved")
    ('preparing', 'reviewing', 'holding')
    """
    return "preparing" if stage in OPENING else "reviewing" if stage in WAITING else "holding"


class Deed(StrEnum):
    """What was done on the way."""

    FOUND = "found"
    PREPARE = "prepare"
    UPLOAD = "upload"
    SUBMIT = "submit"
    RESUBMIT = "resubmit"
    RECALL = "recall"
    RETURN = "return_"
    APPROVE = "approve"
    REJECT = "reject"
    HOLD = "hold"
    REPORT = "report"
    WITHDRAW = "withdraw"
    STATION = "station"
    ENROL = "enrol"
    ADMIT = "admit"
    GROW = "grow"
    INVITE = "invite"
    DISMISS = "dismiss"
    ASSIGN = "assign"
    CONSENT = "consent"
    DECLINE = "decline"


DEED_LABELS = {
    Deed.FOUND: "成立筹备组，开始筹备",
    Deed.PREPARE: "填写筹备情况",
    Deed.UPLOAD: "上传材料",
    Deed.SUBMIT: "提交审核",
    Deed.RESUBMIT: "修改后再次提交",
    Deed.RECALL: "撤回修改",
    Deed.RETURN: "退回修改",
    Deed.APPROVE: "审核通过",
    Deed.REJECT: "不予批准",
    Deed.HOLD: "召开成立大会",
    Deed.REPORT: "报送选举结果和章程",
    Deed.WITHDRAW: "终止筹备",
    Deed.STATION: "申请登记工作站",
    Deed.ENROL: "申请登记已有组织",
    Deed.ADMIT: "准予登记",
    Deed.GROW: "由工作站发展而来",
    Deed.INVITE: "邀请单位共同发起",
    Deed.DISMISS: "把单位移出发起名单",
    Deed.ASSIGN: "约定分工和轮值",
    Deed.CONSENT: "同意共同发起",
    Deed.DECLINE: "不同意共同发起",
}
REVIEWING = frozenset({Deed.RETURN, Deed.APPROVE, Deed.ADMIT, Deed.REJECT})  # deeds of the association


def require_opening(stage: str) -> None:
    """Refuse to change a case that is being reviewed or has ended."""
    if stage in WAITING:
        raise ValidationError("正在审核，不能修改内容或更换材料；要改的请先“撤回修改”。")
    if stage not in OPENING:
        raise ValidationError(cases.now(stage, STAGE_LABELS, "不能再修改"))


def require_waiting(stage: str) -> None:
    """Refuse to decide what does not wait for a decision."""
    cases.require_stage(stage, WAITING, labels=STAGE_LABELS, refused="不能再审核")


def require_unended(stage: str) -> None:
    """Refuse to give up what has ended."""
    cases.require_stage(stage, OPEN, labels=STAGE_LABELS, refused="不能终止")


def require_way(way: str, *, is_founded: bool) -> None:
    """Refuse a reply where a body is only registered, and a registration where one is founded (EST-06)."""
    if is_founded and way != Way.FOUNDING:
        raise ValidationError("登记工作站和已有的组织不用批复，请点“准予登记”。")
    if not is_founded and way == Way.FOUNDING:
        raise ValidationError("设立的组织须有文号，请点“批准”。")


def require_reason(reason: str, field: str = "reason") -> str:
    """Return why something is refused; refuse none."""
    return cases.require_reason(reason, field=field)
