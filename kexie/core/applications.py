"""An application that one side sends in and the other decides; it may come back to be mended. No tables, no clock."""

from enum import StrEnum

from kexie.core import cases


class Stage(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    RESUBMITTED = "resubmitted"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STAGE_LABELS = {
    Stage.SUBMITTED: "待审核",
    Stage.RETURNED: "已退回",
    Stage.RESUBMITTED: "待复审",
    Stage.ACCEPTED: "已通过",
    Stage.REFUSED: "未通过",
    Stage.WITHDRAWN: "已撤回",
}
STAGE_COLOURS = {
    Stage.SUBMITTED: "blue",
    Stage.RESUBMITTED: "blue",
    Stage.RETURNED: "orange",
    Stage.ACCEPTED: "green",
    Stage.REFUSED: "red",
    Stage.WITHDRAWN: "secondary",
}
WAITING = (Stage.SUBMITTED, Stage.RESUBMITTED)
OPEN = (*WAITING, Stage.RETURNED)


def require_waiting(stage: str) -> None:
    """Refuse to decide what was decided, returned or withdrawn already: the second of two reviewers is told."""
    cases.require_stage(stage, WAITING, labels=STAGE_LABELS, refused="不能再审核")


def require_returned(stage: str) -> None:
    """Refuse to change an application while somebody reviews it, or after its end."""
    cases.require_stage(stage, (Stage.RETURNED,), labels=STAGE_LABELS, refused="只有退回后才能修改")


def require_open(stage: str) -> None:
    """Refuse to withdraw what has ended."""
    cases.require_stage(stage, OPEN, labels=STAGE_LABELS, refused="不能撤回")
