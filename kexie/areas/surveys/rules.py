"""Surveys (问卷调查): who makes one, for whom it is, and who reads what came of it. No tables, no clock.

SUR and FRM are requirements of forms; H25, H42, H61 and H65 the handbook's pages on surveys.
"""

from datetime import datetime
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.engines.questionnaires.rules import Once
from kexie.foundation.appointments.rules import Role, Within, grant
from kexie.foundation.people.rules import Counted, Limit

STAFF = (Role.ADMINISTRATOR, Role.SECRETARY)
NOTICES = Kind("问卷调查", "请您填写的问卷、催答", icon="file-text")
GRANTS = (
    grant("surveys.browse", Within.OWN, roles=(*STAFF, Role.LEADER)),
    grant("surveys.manage", Within.OWN, roles=STAFF),
    grant("surveys.fill", Within.OWN, roles=(*STAFF, Role.LEADER, Role.STATISTICIAN)),
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


LABELS = "labels"  # choices in a table by their words


def require_published(stage: str) -> None:
    """Refuse what only a survey that was published has."""
    if stage == Stage.DRAFT:
        raise ValidationError("这份问卷还没有发布，没有结果。")


def require_draft(stage: str) -> None:
    """Refuse a change of what people are already asked (FRM-05)."""
    if stage != Stage.DRAFT:
        raise ValidationError("这份问卷已经发布，题目不能再改。需要改动时，请复制一份新的问卷。")


TRAIL = Words(
    "问卷调查",
    deeds={
        "surveys.remove": "删除问卷草稿",
        "surveys.remind": "催答",
        "surveys.archive": "归档",
        "surveys.release": "公开或收回结果",
        "surveys.reveal": "查看答卷的个人信息",
        "surveys.export": "导出答卷",
    },
    things={"surveys.survey": "问卷调查"},
    facts={"title": "标题", "reason": "原因", "told": "人数", "is_open": "公开结果"},
)

ONCE_OF = {Audience.MEMBERS: Once.PERSON, Audience.BODIES: Once.ORGANISATION}  # a link leaves it to the maker
# How often the password of a survey may be guessed from one network, in which a whole enterprise may sit.
GUESSES = {Counted.ADDRESS: Limit(free=20, most=20, minutes=60)}
LINK_ONCE = (Once.DEVICE, Once.PERSON, Once.NOBODY)
MAX_MOST = 1_000_000


def once(audience: str, chosen: str) -> Once:
    """Return who answers once: members as persons, bodies as bodies; with a link it is the maker's choice.

    >>> once("bodies", "device"), once("link", "nobody")
    (<Once.ORGANISATION: 'organisation'>, <Once.NOBODY: 'nobody'>)
    """
    return ONCE_OF.get(Audience(audience)) or Once(chosen)


def require_unpublished(stage: str) -> None:
    """Refuse to publish what was published."""
    if stage != Stage.DRAFT:
        raise ValidationError("这份问卷已经发布，请刷新页面查看。")


def require_running(stage: str) -> None:
    """Refuse what only goes on while answers are taken."""
    if stage != Stage.RUNNING:
        raise ValidationError("这份问卷没有在收集，请刷新页面查看。")


def require_at_hand(stage: str) -> None:
    """Refuse to go on with what was put away."""
    if stage not in {Stage.RUNNING, Stage.CLOSED}:
        raise ValidationError("这份问卷已归档，不能再开放。需要时请复制一份新的问卷。")


def require_ended(stage: str) -> None:
    """Refuse to put away what still goes on."""
    if stage != Stage.CLOSED:
        raise ValidationError("结束收集以后才能归档，请刷新页面查看。")


def require_future(closes_at: datetime | None, *, opens_at: datetime, now: datetime) -> None:
    """Refuse a closing time that has passed, or that is not after the opening."""
    if closes_at and closes_at <= max(opens_at, now):
        words = "截止时间应晚于开始时间。" if opens_at > now else "截止时间应晚于现在。"
        raise ValidationError({"closes_at": words})


def require_somebody(number: int) -> None:
    """Refuse a survey that nobody could answer."""
    if not number:
        raise ValidationError({"audience": "现在没有符合的填写对象，请换一种，或者用链接发放。"})


def require_waiting(number: int) -> None:
    """Refuse to remind nobody, or the same people twice a day."""
    if not number:
        raise ValidationError("没有要提醒的：都已经填写，或者今天已经提醒过。")


def require_unlocked(*, is_locked: bool) -> None:
    """Refuse an answer from somebody who did not give the password."""
    if is_locked:
        raise ValidationError("请先输入口令。")


def require_addressed(*, is_addressed: bool, audience: str) -> None:
    """Refuse an answer from somebody whom the survey is not for."""
    if not is_addressed:
        words = {
            Audience.MEMBERS: "这份问卷只给发布单位的会员填写，您的账号不在名册里。",
            Audience.BODIES: "这份问卷由辖区内组织的工作人员填写，您的账号没有相应的角色。",
        }
        raise ValidationError(words.get(Audience(audience), "您不在填写范围里。"))
