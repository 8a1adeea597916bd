"""Which bodies may join which as group members, how that is decided, what they may and must do. No tables, no clock.

MEM is a requirement of membership; 《通则》 is 《企业科学技术协会组织通则》, 《章程》 is 《中国科学技术协会章程》.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from django.core.exceptions import ValidationError

from kexie.core import cases
from kexie.core.applications import STAGE_LABELS, Stage
from kexie.core.days import working_days_after
from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.engines.worklist.rules import Many
from kexie.foundation.appointments.rules import Role, Within, grant
from kexie.foundation.organisations.rules import EDGE_OBJECTS, KINDS, BranchKind, Edge, Family, Level, Size, Status

GENERAL, CONSTITUTION = "《企业科学技术协会组织通则》", "《中国科学技术协会章程》"
STAFF = (Role.ADMINISTRATOR, Role.SECRETARY)
REVIEWERS = (*STAFF, Role.REVIEWER)
READERS = (*REVIEWERS, Role.LEADER)
JOINING = frozenset({Family.GRASSROOTS, Family.REGISTERED})
TAKING = frozenset({Family.ASSOCIATION, Family.GRASSROOTS})

OBLIGATIONS = {
    "affiliations.accept": Many("{number} 件团体会员申请等待审核", "affiliations:browse"),
    "affiliations.confirm_leaving": Many("{number} 件团体会员退会等待确认", "affiliations:browse"),
}
NOTICES = Kind("团体会员", "团体会员申请提交、退回、通过和不予接收，退会和确认", icon="affiliate", is_important=True)
GRANTS = (
    grant("affiliations.read", Within.OWN, roles=READERS, families=JOINING),
    grant("affiliations.join", Within.OWN, roles=STAFF, families=JOINING),
    grant("affiliations.browse", Within.OWN, roles=READERS, families=TAKING),
    grant("affiliations.review", Within.OWN, roles=REVIEWERS, families=TAKING),
)

# Bodies that may be group members, and bodies that have such members.
JOINERS = frozenset(
    code for code, kind in KINDS.items() if Edge.GROUP_MEMBER_OF in kind.joins and kind.family != Family.ASSOCIATION
)
HOSTS = EDGE_OBJECTS[Edge.GROUP_MEMBER_OF]
# Inside a corporate group the parts of its association that may be its group members; committees are its organs.
WITH_BRANCHES = frozenset({"enterprise_association"})
BRANCHES = (BranchKind.BRANCH, BranchKind.STUDY_GROUP)
Row = TypeVar("Row")

REVIEW_DAYS = 20  # working days within which an accession should be answered
MAX_REASON = cases.MAX_REASON
MAX_PROOF = 5 * 1024**2  # bytes
PROOF_KINDS = ("pdf", "jpg", "png")
LEAST_STATEMENT = 20  # letters that say what influence a body has in its industry


class Way(StrEnum):
    """On what ground a body joins another one."""

    GROUP = "group"
    LOCAL = "local"
    NATIONAL = "national"
    FEDERATION = "federation"


WAY_LABELS = {
    Way.GROUP: "加入集团内上级企业科协",
    Way.LOCAL: "加入同级科协",
    Way.NATIONAL: "加入全国科协",
    Way.FEDERATION: "加入上级联合会",
}
ARTICLES = {
    Way.GROUP: f"{GENERAL}第十五条",
    Way.LOCAL: f"{GENERAL}第十六条、{CONSTITUTION}第十八条",
    Way.NATIONAL: f"{GENERAL}第十六条、{CONSTITUTION}第四十三条",
    Way.FEDERATION: "联合会章程",
}


DEEDS = {
    Stage.SUBMITTED: "提交团体会员申请",
    Stage.RETURNED: "退回修改",
    Stage.RESUBMITTED: "修改后再次提交",
    Stage.ACCEPTED: "批准，成为团体会员",
    Stage.REFUSED: "不予接收",
    Stage.WITHDRAWN: "撤回申请",
}

TRAIL = Words(
    "团体会员",
    deeds={
        "affiliations.apply": "提交团体会员申请",
        "affiliations.amend": "修改后再次提交团体会员申请",
        "affiliations.withdraw": "撤回团体会员申请",
        "affiliations.return_": "退回团体会员申请",
        "affiliations.refuse": "不予接收团体会员",
        "affiliations.accept": "批准团体会员",
        "affiliations.leave": "申请退出团体会员",
        "affiliations.stay": "撤回退出申请",
        "affiliations.confirm_leaving": "确认团体会员退出",
        "affiliations.name_delegate": "推选代表",
        "affiliations.end_delegate": "结束代表任职",
        "affiliations.admit_branch": "接收分会、学组为团体会员",
        "affiliations.represent": "登记分会、学组的代表",
        "affiliations.release_branch": "结束分会、学组的团体会员关系",
    },
    things={
        "affiliations.accession": "团体会员申请",
        "affiliations.departure": "退出申请",
        "affiliations.delegate": "团体会员代表",
        "affiliations.branchmember": "分会、学组的团体会员关系",
    },
    facts={"body": "申请单位", "branch": "分支机构"},
    values={
        "stage": {stage.value: label for stage, label in STAGE_LABELS.items()},
        "way": {way.value: label for way, label in WAY_LABELS.items()},
    },
    refers={"body": "organisations.organisation"},
)


class Right(StrEnum):
    """What a group member may do (《章程》第十九条, MEM-11)."""

    DELEGATES = "delegates"
    ELECT = "elect"
    TAKE_PART = "take_part"
    SUGGEST = "suggest"
    SUPERVISE = "supervise"
    LEAVE = "leave"


@dataclass(frozen=True)
class Meaning:
    """A right or a duty in words, and what can be done here."""

    label: str
    lets: str


RIGHTS = {
    Right.DELEGATES: Meaning("推选代表", "在这里登记本单位推选的代表，参加对方的代表大会，表达本单位的意见。"),
    Right.ELECT: Meaning(
        "选举和表决", "有选举权、被选举权和表决权，由登记的代表行使；对方召开代表大会或选举时，代表收到通知并投票。"
    ),
    Right.TAKE_PART: Meaning("参加活动", "对方的活动开放报名时，本单位可以组织会员参加。"),
    Right.SUGGEST: Meaning("建议和批评", "对工作提出建议和批评，可以在“通讯录”里找到对方秘书处。"),
    Right.SUPERVISE: Meaning("监督", "对决议执行和工作进行监督。"),
    Right.LEAVE: Meaning("退出", "可以申请退出；对方确认后生效。"),
}
DUTIES = (
    Meaning("遵守章程", "遵守对方的章程，接受业务指导。"),
    Meaning("执行决议", "执行代表大会和委员会的决议、决定。"),
    Meaning("开展活动", "按章程开展各项活动。"),
    Meaning("完成委托的任务", "承担并按时完成对方委托的工作。"),
)


def way_of(
    *, kind: str, thing_kind: str, thing_level: str, is_superior: bool, is_guide: bool, is_above: bool
) -> Way | None:
    """Return on what ground a body may join another one, or None (MEM-02).

    `is_superior`: it is the association under which the body stands, so of its local level; `is_guide`: it guides the
    body inside a corporate group; `is_above`: it is of a wider place.

    >>> plain = {"thing_level": "", "is_superior": False, "is_guide": False, "is_above": False}
    >>> way_of(kind="enterprise_association", thing_kind="enterprise_association", **plain | {"is_guide": True})
    <Way.GROUP: 'group'>
    """
    if kind not in JOINERS:
        return None
    if thing_kind == "enterprise_association":
        return Way.GROUP if is_guide else None
    if thing_kind == "federation":
        return Way.FEDERATION if kind == "federation" and is_above else None
    if thing_kind != "association":
        return None
    if is_superior:
        return Way.LOCAL
    is_grassroots = KINDS[kind].family == Family.GRASSROOTS
    return Way.NATIONAL if thing_level == Level.NATIONAL and is_grassroots else None


def require_way(way: Way | None) -> Way:
    """Return the ground; refuse a body that one cannot join, with the articles that say which (MEM-02)."""
    if way is None:
        raise ValidationError(
            {
                "thing": (
                    f"不能加入这个组织：集团内的下级企业科协可以加入上级企业科协（{GENERAL}第十五条），"
                    f"基层组织和学会可以加入同级科协，规模较大、在行业内有较强影响力的可以加入全国科协（{GENERAL}第十六条）。"
                )
            }
        )
    return way


def lacking(way: Way, *, status: str, size: str, is_sized: bool) -> list[str]:
    """Return what a body lacks to join on a ground; `is_sized` where it has an enterprise whose size is known to count.

    >>> lacking(Way.LOCAL, status="active", size="", is_sized=True)
    []
    """
    found = []
    if status == Status.PREPARING:
        found.append(f"本组织还在筹备，成立以后才能申请（{GENERAL}第十六条）。")
    elif status == Status.RECTIFYING:
        found.append(f"本组织正在限期整改，整改完成以后才符合条件（{GENERAL}第十六条）。")
    elif status == Status.CLOSED:
        found.append("本组织已经注销。")
    if way == Way.NATIONAL and is_sized and size != Size.LARGE:
        found.append(
            f"加入全国科协限规模较大的单位（{GENERAL}第十六条）：所在企业的“规模”应为大型，请先核对企业的基本信息。"
        )
    return found


def require_conditions(found: Sequence[str]) -> None:
    """Refuse a body that lacks something, with all of it."""
    if found:
        raise ValidationError({"thing": list(found)})


def require_influence(way: Way, *, statement: str, has_proof: bool) -> None:
    """Refuse to ask the national association without saying and proving one's influence in the industry."""
    if way != Way.NATIONAL:
        return
    if len(statement.strip()) < LEAST_STATEMENT:
        words = f"请写明在行业内的影响力，至少 {LEAST_STATEMENT} 个字（{GENERAL}第十六条）。"
        raise ValidationError({"statement": words})
    if not has_proof:
        raise ValidationError({"proof": f"加入全国科协要上传证明影响力的材料（{GENERAL}第十六条）。"})


def require_living(is_closed: bool) -> None:
    """Refuse to join a body that was closed."""
    if is_closed:
        raise ValidationError({"thing": "对方已经注销，不能加入。"})


def require_new(*, is_member: bool, is_waiting: bool) -> None:
    """Refuse to join what one is a member of, or whose decision one awaits."""
    if is_member:
        raise ValidationError({"thing": "本组织已经是它的团体会员，不用再申请。"})
    if is_waiting:
        raise ValidationError({"thing": "已经有一件申请没有办结，请等对方审核。"})


def require_reason(reason: str) -> str:
    """Return why an accession goes back or is refused; refuse none."""
    return cases.require_reason(reason, read_by="申请单位")


def require_decision(decision: str) -> str:
    """Return by which decision a member is taken; refuse none: it takes an approval (《章程》第十八条)."""
    given = decision.strip()
    if not given:
        raise ValidationError({"decision": f"接收团体会员须经批准（{CONSTITUTION}第十八条），请写明会议或文件。"})
    return given


def require_member(is_current: bool) -> None:
    """Refuse to go on with a membership that has ended."""
    if not is_current:
        raise ValidationError("团体会员关系已经结束；请刷新页面查看。")


def require_not_leaving(is_leaving: bool) -> None:
    """Refuse to ask twice."""
    if is_leaving:
        raise ValidationError("已经申请退出，正在等待确认。")


def require_leaving(departure: Row | None) -> Row:
    """Return the wish to leave; refuse to confirm what nobody asks for, or what was taken back."""
    if departure is None:
        raise ValidationError("对方没有申请退出，或者已经撤回；请刷新页面查看。")
    return departure


def require_taking_branches(*, kind: str, is_closed: bool) -> None:
    """Refuse a body that has no branches as group members: only the association of a corporate group has (MEM-02)."""
    if kind not in WITH_BRANCHES:
        raise ValidationError("集团内的企业科协才有分会、学组作为团体会员。")
    if is_closed:
        raise ValidationError("本组织已经注销。")


def require_branch(*, kind: str, is_own: bool, is_closed: bool) -> None:
    """Refuse a part of another body, a committee or department, and one that was closed."""
    if not is_own or kind not in BRANCHES:
        raise ValidationError({"branch": "请选择本组织的分会或学组；专门委员会、部门是内设机构，不作为团体会员。"})
    if is_closed:
        raise ValidationError({"branch": "这个分支机构已经撤销。"})


def require_day(day: date, *, today: date, field: str, since: date | None = None) -> None:
    """Refuse a day that has not come, or before what it ends began."""
    if day > today:
        raise ValidationError({field: "日期不能晚于今天。"})
    if since and day < since:
        raise ValidationError({field: "日期不能早于开始日期。"})


def due(since: date) -> date:
    """Return the day by which an accession should be answered; weekends do not count, holidays are not known.

    >>> due(date(2026, 11, 20))
    datetime.date(2026, 12, 18)
    """
    return working_days_after(since, REVIEW_DAYS)
