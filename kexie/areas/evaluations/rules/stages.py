"""Who may do what, and where a sheet and an evaluation stand. No tables, no clock."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.engines.worklist.rules import Many
from kexie.foundation.appointments.rules import ASSOCIATIONS, Role, Within, grant
from kexie.foundation.organisations.rules import Family

STAFF = (Role.ADMINISTRATOR, Role.LEADER, Role.SECRETARY)
REVIEWERS = (*STAFF, Role.REVIEWER)
BODIES = frozenset({Family.GRASSROOTS})
GRANTS = (
    # An association evaluates those below it; a body sees its own evaluation, never another one's (G39).
    # Those above an association follow its evaluations: numbers, and of published results points and grades.
    grant("evaluations.browse", Within.OWN, roles=REVIEWERS, families=ASSOCIATIONS),
    grant("evaluations.follow", Within.SUBTREE, roles=STAFF, families=ASSOCIATIONS),
    grant("evaluations.manage", Within.OWN, roles=STAFF, families=ASSOCIATIONS),
    grant("evaluations.target", Within.SUBTREE, roles=REVIEWERS, families=ASSOCIATIONS),
    grant("evaluations.review", Within.OWN, roles=REVIEWERS, families=ASSOCIATIONS),
    grant("evaluations.confirm", Within.OWN, roles=(Role.ADMINISTRATOR, Role.LEADER), families=ASSOCIATIONS),
    grant("evaluations.fill", Within.OWN, roles=STAFF, families=BODIES),
)
NOTICES = Kind("年度考核", "考核通知、自评、评审、结果和异议", icon="award", is_important=True)
OBLIGATIONS = {
    "evaluations.submit": Many("{number} 项年度考核等待自评", "evaluations:evaluated"),
    "evaluations.answer": Many("{number} 件考核异议等待答复", "evaluations:browse"),
}
TRAIL = Words(
    "年度考核",
    deeds={
        "evaluations.add": "新建指标表",
        "evaluations.change": "修改指标表设置",
        "evaluations.weigh": "调整指标分值",
        "evaluations.add_criterion": "增加指标",
        "evaluations.change_criterion": "修改指标",
        "evaluations.remove_criterion": "删除指标",
        "evaluations.remove": "删除指标表",
        "evaluations.publish": "发布指标表",
        "evaluations.send": "发给被考核组织",
        "evaluations.assign": "安排评审人",
        "evaluations.submit": "提交自评",
        "evaluations.lapse": "逾期未交自评",
        "evaluations.extend": "延长自评期限",
        "evaluations.review": "评审打分",
        "evaluations.return_": "退回自评",
        "evaluations.conclude": "完成评审",
        "evaluations.confirm": "审定考核结果",
        "evaluations.release": "公布考核结果",
        "evaluations.contest": "对考核结果提出异议",
        "evaluations.answer": "答复考核异议",
        "evaluations.export": "导出考核结果",
    },
    things={
        "evaluations.sheet": "指标表",
        "evaluations.criterion": "考核指标",
        "evaluations.evaluation": "组织的考核",
        "evaluations.objection": "考核异议",
    },
    facts={
        "count": "个数",
        "total": "得分",
        "items": "指标",
        "missed": "未参加",
        "reason": "原因",
        "label": "指标",
        "year": "年度",
    },
)


class State(StrEnum):
    """Where a sheet stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CONFIRMED = "confirmed"
    RELEASED = "released"


STATE_LABELS = {
    State.DRAFT: "草稿",
    State.PUBLISHED: "考核中",
    State.CONFIRMED: "已审定，待公布",
    State.RELEASED: "已公布",
}


class Stage(StrEnum):
    """Where the evaluation of one body stands."""

    FILLING = "filling"
    RETURNED = "returned"
    OVERDUE = "overdue"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    CONFIRMED = "confirmed"
    RELEASED = "released"
    MISSED = "missed"


STAGE_LABELS = {
    Stage.FILLING: "待自评",
    Stage.RETURNED: "退回补充",
    Stage.OVERDUE: "逾期未交",
    Stage.SUBMITTED: "待评审",
    Stage.REVIEWED: "已评审",
    Stage.CONFIRMED: "已审定",
    Stage.RELEASED: "已公布",
    Stage.MISSED: "未参加",
}
FILLING = (Stage.FILLING, Stage.RETURNED)  # the body is at work
SCORING = (Stage.SUBMITTED, Stage.OVERDUE, Stage.REVIEWED)  # reviewers are
EXTENDING = (*FILLING, Stage.OVERDUE)
UNFINISHED = (*FILLING, Stage.SUBMITTED)  # keeps the result from being confirmed
ENDED = (Stage.RELEASED, Stage.MISSED)
OUTCOME_LABELS = {"upheld": "维持原结果", "corrected": "更正得分"}


class Deed(StrEnum):
    """What was done in the evaluation of a body."""

    SEND = "send"
    SUBMIT = "submit"
    LAPSE = "lapse"
    EXTEND = "extend"
    RETURN = "return_"
    CONCLUDE = "conclude"
    RELEASE = "release"
    CONTEST = "contest"
    ANSWER = "answer"


DEED_LABELS = {
    Deed.SEND: "收到考核通知",
    Deed.SUBMIT: "提交自评",
    Deed.LAPSE: "逾期未交",
    Deed.EXTEND: "延长期限",
    Deed.RETURN: "退回补充",
    Deed.CONCLUDE: "完成评审",
    Deed.RELEASE: "公布结果",
    Deed.CONTEST: "提出异议",
    Deed.ANSWER: "答复异议",
}
OF_BODY = frozenset({Deed.SUBMIT, Deed.CONTEST})  # who did the others is not told to the body
INTERNAL = frozenset({Deed.CONCLUDE})  # what the body reads when the result is published

RETURN_DAYS = 7  # for what was returned, at least
ANSWER_DAYS = 15
MAX_REASON = 500
MAX_FEEDBACK = 1000


def require_draft(state: str) -> None:
    """Refuse to change a sheet that was published: everybody is measured by the same one."""
    if state != State.DRAFT:
        raise ValidationError(f"指标表现在是“{STATE_LABELS[State(state)]}”，内容已经固定，不能再修改。")


def require_published(state: str) -> None:
    """Refuse what belongs to a running evaluation while there is none."""
    if state != State.PUBLISHED:
        raise ValidationError(f"指标表现在是“{STATE_LABELS[State(state)]}”，不能这样办理；请刷新页面查看。")


def require_confirmed(state: str) -> None:
    """Refuse to publish results that the leader has not confirmed."""
    if state != State.CONFIRMED:
        raise ValidationError(f"指标表现在是“{STATE_LABELS[State(state)]}”，结果审定以后才能公布，只公布一次。")


def _refuse(stage: str, refused: str) -> ValidationError:
    return ValidationError(f"这项考核现在是“{STAGE_LABELS[Stage(stage)]}”，{refused}；请刷新页面查看。")


def require_filling(stage: str, *, due: date, today: date) -> None:
    """Refuse to fill in what was submitted, and what is too late; the last day itself is in time."""
    if stage not in FILLING:
        raise _refuse(stage, "不能再修改自评")
    if today > due:
        raise ValidationError(f"自评期限是 {due:%Y-%m-%d}，已经过了；需要延长的请联系考核单位。")


def require_open(*, stage: str, is_faulty: bool) -> None:
    """Refuse to change an item that was not returned, where the evaluation came back for others."""
    if stage == Stage.RETURNED and not is_faulty:
        raise ValidationError("这次只退回了部分指标，其余指标不能修改。")


def require_scoring(stage: str) -> None:
    """Refuse to score what the body is still filling in, and what was confirmed."""
    if stage not in SCORING:
        raise _refuse(stage, "不能评审")


def require_returnable(stage: str) -> None:
    """Refuse to return what was not submitted."""
    if stage not in {Stage.SUBMITTED, Stage.REVIEWED}:
        raise _refuse(stage, "不能退回")


def require_concluding(stage: str) -> None:
    """Refuse to conclude what is concluded, or not there yet."""
    if stage not in {Stage.SUBMITTED, Stage.OVERDUE}:
        raise _refuse(stage, "不能完成评审")


def require_extending(stage: str, *, due: date, until: date, today: date) -> None:
    """Refuse to extend what was submitted, and to a day that is no later."""
    if stage not in EXTENDING:
        raise _refuse(stage, "不能延长期限")
    if until < today or until <= due:
        raise ValidationError({"due": f"新的期限应在今天以后，并且晚于原来的 {due:%Y-%m-%d}。"})


def require_complete(missing: Sequence[str]) -> None:
    """Refuse to submit what is not complete, and say everything that is missing."""
    if missing:
        raise ValidationError(["还不能提交，请先补齐：", *missing])


def require_faults(remarks: Collection[str]) -> None:
    """Refuse to return nothing."""
    if not remarks:
        raise ValidationError("请在有问题的指标下写明要补充什么。")


def require_apart(*, is_own: bool) -> None:
    """Refuse to review a body in which one works (SEC-03)."""
    if is_own:
        raise ValidationError("您在这个组织任职，请由其他评审人评审。")


def require_assigned(*, is_assigned: bool) -> None:
    """Refuse to score what was given to other reviewers."""
    if not is_assigned:
        raise ValidationError("这些指标安排了其他评审人，请由他们打分。")


def require_all_scored(missing: Sequence[str]) -> None:
    """Refuse to conclude before every item has its points."""
    if missing:
        raise ValidationError(f"还有 {len(missing)} 项没有打分：{'、'.join(missing)}。")


def require_finished(waiting: int) -> None:
    """Refuse to confirm while bodies fill in or wait for their review."""
    if waiting:
        raise ValidationError(f"还有 {waiting:,} 个组织没有评完，全部评完以后才能审定。")


def require_any(reviewed: int) -> None:
    """Refuse to confirm nothing."""
    if not reviewed:
        raise ValidationError("还没有评审过的组织，没有可以审定的结果。")


def require_contestable(*, stage: str, is_contested: bool, until: date | None, today: date) -> None:
    """Refuse an objection before the result, a second one, and a late one; the last day itself is in time."""
    if stage not in ENDED or until is None:
        raise ValidationError("结果公布以后才能提出异议。")
    if is_contested:
        raise ValidationError("已经提出过异议，一次考核只能提一次。")
    if today > until:
        raise ValidationError(f"提出异议的期限是 {until:%Y-%m-%d}，已经过了。")


def require_unanswered(*, is_answered: bool) -> None:
    """Refuse to answer what was answered."""
    if is_answered:
        raise ValidationError("这件异议已经答复。")


def require_outcome(*, outcome: str, corrected: int) -> None:
    """Refuse an answer that says one thing and does the other."""
    if outcome == "upheld" and corrected:
        raise ValidationError({"outcome": "维持原结果的不能改动得分。"})
    if outcome == "corrected" and not corrected:
        raise ValidationError({"outcome": "更正得分的，请在下面写上新的得分。"})


def require_words(typed: str, field: str, what: str) -> str:
    """Return what was written; refuse nothing."""
    if not (given := typed.strip()):
        raise ValidationError({field: f"请写明{what}。"})
    return given


def again(today: date, due: date) -> date:
    """Return until when what was returned is to come back: a week, or the old time where that is longer.

    >>> again(date(2026, 11, 21), date(2026, 11, 20)), again(date(2026, 11, 1), date(2026, 11, 20))
    (datetime.date(2026, 11, 28), datetime.date(2026, 11, 20))
    """
    return max(due, today + timedelta(days=RETURN_DAYS))
