"""Surveys (问卷调查): who makes one, for whom it is, and who reads what came of it. No tables, no clock.

SUR and FRM are requirements of forms; H25, H42, H61 and H65 the handbook's pages on surveys.
"""

from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.foundation.appointments.rules import Role, Within, grant

STAFF = (Role.ADMINISTRATOR, Role.SECRETARY)
NOTICES = Kind("问卷调查", "请您填写的问卷、催答", icon="file-text")
GRANTS = (
    grant("surveys.browse", Within.OWN, roles=(*STAFF, Role.LEADER)),
    grant("surveys.manage", Within.OWN, roles=STAFF),
)


class Audience(StrEnum):
    """Whom a survey is for (FRM-07)."""

    LINK = "link"
    MEMBERS = "members"
    BODIES = "bodies"


AUDIENCE_LABELS = {
    Audience.LINK: "拿到链接或二维码的人都可以填写",
    Audience.MEMBERS: "本科协的会员",
    Audience.BODIES: "辖区内的组织，每个组织一份",
}


class Stage(StrEnum):
    """How far a survey is."""

    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"
    ARCHIVED = "archived"


STAGE_LABELS = {Stage.DRAFT: "草稿", Stage.RUNNING: "收集中", Stage.CLOSED: "已结束", Stage.ARCHIVED: "已归档"}
STAGE_COLOURS = {Stage.DRAFT: "secondary", Stage.RUNNING: "green", Stage.CLOSED: "blue", Stage.ARCHIVED: "secondary"}
MAX_TITLE = 100


def require_draft(stage: str) -> None:
    """Refuse a change of what people are already asked (FRM-05)."""
    if stage != Stage.DRAFT:
        raise ValidationError("这份问卷已经发布，题目不能再改。需要改动时，请复制一份新的问卷。")


TRAIL = Words(
    "问卷调查",
    deeds={
        "questionnaires.add": "新建问卷",
        "questionnaires.publish": "发布问卷",
        "questionnaires.collect": "开始收集答卷",
        "questionnaires.renew": "换用新版问卷",
        "questionnaires.extend": "修改截止时间",
        "questionnaires.close": "结束收集",
        "questionnaires.submit": "提交答卷",
        "questionnaires.void": "答卷作废",
        "surveys.remove": "删除问卷草稿",
    },
    things={
        "questionnaires.questionnaire": "问卷",
        "questionnaires.collection": "问卷收集",
        "questionnaires.response": "答卷",
        "surveys.survey": "问卷调查",
    },
    facts={"title": "标题", "version": "版本", "number": "版本", "taken": "份数", "closes_at": "截止时间", "reason": "原因"},
)
