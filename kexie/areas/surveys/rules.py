"""Surveys (问卷调查): who makes one, for whom it is, and who reads what came of it. No tables, no clock.

SUR and FRM are requirements of forms; H25, H42, H61 and H65 the handbook's pages on surveys.
"""

from django.core.exceptions import ValidationError

from kexie.areas.gatherings.rules import Audience, Stage
from kexie.areas.gatherings.rules import Words as Called
from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.foundation.appointments.rules import Role, Within, grant

STAFF = (Role.ADMINISTRATOR, Role.SECRETARY)
NOTICES = Kind("问卷调查", "请您填写的问卷、催答", icon="file-text")
GRANTS = (
    grant("surveys.browse", Within.OWN, roles=(*STAFF, Role.LEADER)),
    grant("surveys.manage", Within.OWN, roles=STAFF),
    grant("surveys.fill", Within.OWN, roles=(*STAFF, Role.LEADER, Role.STATISTICIAN)),
)


AUDIENCE_LABELS = {
    Audience.LINK: "拿到链接或二维码的人都可以填写",
    Audience.MEMBERS: "本科协的会员",
    Audience.BODIES: "辖区内的组织，每个组织一份",
    Audience.GROUP: "选定的人",
}
# As it is chosen where a survey is published: who else is chosen is chosen elsewhere, such as by a station.
OFFERED_LABELS = AUDIENCE_LABELS | {Audience.GROUP: "本科协会员的一个分组"}


STAGE_LABELS = {Stage.DRAFT: "草稿", Stage.RUNNING: "收集中", Stage.CLOSED: "已结束", Stage.ARCHIVED: "已归档"}
MAX_TITLE = 100


LABELS = "labels"  # choices in a table by their words
ROLL = "roll"  # no answers, but who has answered


def require_group(*, audience: str, group: str) -> str:
    """Return the group that is meant; refuse an audience of a group that nobody chose."""
    if audience == Audience.GROUP and not group:
        raise ValidationError({"group": "请选择发给哪个分组。"})
    return group if audience == Audience.GROUP else ""


def require_draft(stage: str) -> None:
    """Refuse a change of what people are already asked (FRM-05)."""
    if stage != Stage.DRAFT:
        raise ValidationError("这份问卷已经发布，题目不能再改。需要改动时，请复制一份新的问卷。")


def require_own(*, is_own: bool) -> None:
    """Refuse a survey as the next wave of somebody else's."""
    if not is_own:
        raise ValidationError("只能接着本单位的问卷做下一期。")


def require_writable(stage: str) -> None:
    """Refuse to write on what takes no more answers; while it does, a later version may be written (FRM-05)."""
    if stage not in {Stage.DRAFT, Stage.RUNNING}:
        raise ValidationError("这份问卷已经结束，题目不能再改。需要改动时，请复制一份新的问卷。")


def require_changed(*, is_changed: bool) -> None:
    """Refuse a new version that is no other than the one in force."""
    if not is_changed:
        raise ValidationError("题目没有改动，不用换用新版。")


RENEW, REVERT = "renew", "revert"
RENEW_LABELS = {RENEW: "换用新版：从现在起，打开问卷的人看到新的题目", REVERT: "放弃这些修改，恢复成现在收集的题目"}
CALLED = Called(
    area="surveys",
    called="这份问卷",
    publish="请填写问卷：{}",
    remind="请您填写问卷：{}",
    page="surveys:answer",
    permission="surveys.fill",
    strangers={
        Audience.MEMBERS: "这份问卷只给发布单位的会员填写，您的账号不在名册里。",
        Audience.BODIES: "这份问卷由辖区内组织的工作人员填写，您的账号没有相应的角色。",
        Audience.GROUP: "这份问卷只给选定的人填写，您的账号不在名单里。",
    },
)
TRAIL = Words(
    "问卷调查",
    deeds={
        "surveys.remove": "删除问卷草稿",
        "surveys.remind": "催答",
        "surveys.archive": "归档",
        "surveys.release": "公开或收回结果",
        "surveys.reveal": "查看答卷的个人信息",
        "surveys.export": "导出答卷",
        "surveys.bundle": "下载答卷的附件",
    },
    things={"surveys.survey": "问卷调查"},
    facts={"title": "标题", "reason": "原因", "told": "人数", "is_open": "公开结果", "files": "附件数"},
)
