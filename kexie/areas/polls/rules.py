"""Polls (在线投票): who makes one, who votes, what keeps votes honest, when the ranking is shown. No tables, no clock.

PLL-01 and FRM-07 are requirements of forms; H65 the handbook's page on the business assistant.
"""

from collections.abc import Iterator
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.areas.gatherings.rules import ONCE_OF, Audience, Stage
from kexie.areas.gatherings.rules import Words as Called
from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind as Notice
from kexie.engines.questionnaires.rules import SILENT, Definition, Kind, Once
from kexie.foundation.appointments.rules import Role, Within, grant

STAFF = (Role.ADMINISTRATOR, Role.SECRETARY)
NOTICES = Notice("在线投票", "请您参加的投票、提醒", icon="trophy")
GRANTS = (
    grant("polls.browse", Within.OWN, roles=(*STAFF, Role.LEADER)),
    grant("polls.manage", Within.OWN, roles=STAFF),
    grant("polls.fill", Within.OWN, roles=(*STAFF, Role.LEADER, Role.STATISTICIAN)),
)

AUDIENCE_LABELS = {
    Audience.LINK: "拿到链接或二维码的人都可以投票",
    Audience.MEMBERS: "本科协的会员，登录后投票",
    Audience.GROUP: "本科协会员的一个分组，登录后投票",
    Audience.BODIES: "辖区内的组织，由组织的工作人员投票",
}
STAGE_LABELS = {Stage.DRAFT: "草稿", Stage.RUNNING: "投票中", Stage.CLOSED: "已结束", Stage.ARCHIVED: "已归档"}
LINK_ONCE = (Once.DEVICE, Once.PERSON)
ONCE_LABELS = {Once.DEVICE: "每台设备一票（不用登录）", Once.PERSON: "每个账号一票（要登录）"}
VOTING = frozenset({Kind.SINGLE, Kind.MULTIPLE})  # what has a ranking
MAX_TITLE, MAX_CHOICES, MAX_NAMES = 100, 200, 50_000
USUAL_RATE, MAX_RATE = 300, 1_000_000
HOUR = 60  # minutes in which votes of one network are counted


class Ranking(StrEnum):
    """When everybody may see the ranking."""

    LIVE = "live"
    END = "end"
    NEVER = "never"


RANKING_LABELS = {
    Ranking.LIVE: "投票期间就能看到",
    Ranking.END: "结束以后才能看到",
    Ranking.NEVER: "不公开，只有本组织的工作人员能看到",
}
CALLED = Called(
    area="polls",
    called="这次投票",
    publish="请参加投票：{}",
    remind="请您参加投票：{}",
    page="polls:vote",
    permission="polls.fill",
    strangers={
        Audience.MEMBERS: "这次投票只给主办单位的会员，您的账号不在名册里。",
        Audience.GROUP: "这次投票只给选定的人，您的账号不在名单里。",
        Audience.BODIES: "这次投票由辖区内组织的工作人员参加，您的账号没有相应的角色。",
    },
)
TRAIL = Words(
    "在线投票",
    deeds={
        "polls.remove": "删除投票草稿",
        "polls.remind": "提醒投票",
        "polls.archive": "归档",
        "polls.release": "修改排名的公开方式",
        "polls.export": "导出投票",
    },
    things={"polls.poll": "在线投票"},
    facts={"title": "标题", "told": "人数", "ranking": "排名", "how": "选项写成"},
    values={"ranking": {one.value: label for one, label in RANKING_LABELS.items()}},
)


def require_draft(stage: str) -> None:
    """Refuse a change of what people vote on already (FRM-05)."""
    if stage != Stage.DRAFT:
        raise ValidationError("这次投票已经发布，选项不能再改。需要改动时，请复制一份新的投票。")


def flaws(definition: Definition) -> Iterator[str]:
    """Give what keeps a questionnaire from being a poll: it asks for choices of given things, and for nothing else."""
    asked = [item for item in definition.items if item.kind not in SILENT]
    if asked and not any(item.kind in VOTING for item in asked):
        yield "投票要有一道单选或多选题。"
    for item in asked:
        if item.kind not in VOTING:
            yield f"{definition.place(item.key)}：投票只能用单选和多选题。别的内容请用“问卷调查”收集。"
        elif any(choice.has_text for choice in item.choices):
            yield f"{definition.place(item.key)}：投票的选项不能让人填写文字。"


def require_votable(definition: Definition) -> None:
    """Refuse to publish what is no poll."""
    if found := list(flaws(definition)):
        raise ValidationError(found)


def require_secret(*, ranking: str, audience: str, once: str, is_anonymous: bool) -> None:
    """Refuse a live ranking of anonymous votes whose voters are known: who was crossed off last moved it last."""
    knows = Audience(audience) in ONCE_OF or once == Once.PERSON
    if is_anonymous and knows and ranking == Ranking.LIVE:
        words = "匿名投票请选“结束以后才能看到”或“不公开”：看着票数变化，能猜出刚投票的人投了谁。"
        raise ValidationError({"ranking": words})


def require_fresh(*, has_voted: bool, is_daily: bool) -> None:
    """Refuse a second vote."""
    if has_voted:
        raise ValidationError("今天已经投过票，请明天再来。" if is_daily else "已经投过票，不能再投。")


def require_rate(count: int, *, rate: int) -> None:
    """Refuse more votes of one network in an hour than the maker allows."""
    if count > rate:
        raise ValidationError("这个网络刚才投票的人太多了，请过一小时再来，或者换用手机流量投票。")


def is_ranking_shown(ranking: str, *, stage: str) -> bool:
    """Tell whether everybody may see the ranking now.

    >>> is_ranking_shown("live", stage="running"), is_ranking_shown("end", stage="running")
    (True, False)
    >>> is_ranking_shown("end", stage="archived"), is_ranking_shown("never", stage="closed")
    (True, False)
    """
    if ranking == Ranking.LIVE:
        return stage != Stage.DRAFT
    return ranking == Ranking.END and stage in {Stage.CLOSED, Stage.ARCHIVED}


def places(numbers: list[int]) -> list[int]:
    """Return the places of numbers that stand largest first; equal ones share a place.

    >>> places([9, 7, 7, 3])
    [1, 2, 2, 4]
    """
    return [numbers.index(number) + 1 for number in numbers]
