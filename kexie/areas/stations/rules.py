"""Survey stations (调查站点): who names them, who sits on their panels, what they report. No tables, no clock.

SUR is a requirement of forms; H61 and H66 are the handbook's pages on them. PIPL is 《个人信息保护法》: a worker sits
on a panel by an own consent (article 14), kept with its wording and withdrawn as easily as it was given (article 15).
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.engines.worklist.rules import Many
from kexie.foundation.appointments.rules import ASSOCIATIONS, Role, Within, grant
from kexie.foundation.organisations.rules import Family

STAFF = (Role.ADMINISTRATOR, Role.SECRETARY)
READERS = (*STAFF, Role.LEADER)
HOSTS = frozenset({Family.GRASSROOTS})
NOTICES = Kind("调查站点", "设站和撤站、邀请参加样本、站点信息的办理", icon="map-pin")
GRANTS = (
    grant("stations.browse", Within.OWN, roles=READERS, families=ASSOCIATIONS),
    grant("stations.manage", Within.OWN, roles=STAFF, families=ASSOCIATIONS),
    # Those above an association follow its stations by numbers alone.
    grant("stations.follow", Within.SUBTREE, roles=READERS, families=ASSOCIATIONS),
    grant("stations.run", Within.OWN, roles=READERS, families=HOSTS),
)
OBLIGATIONS = {"stations.report": Many("{number} 条站点信息等待办理", "stations:bulletins")}
TRAIL = Words(
    "调查站点",
    deeds={
        "stations.add": "设立调查站点",
        "stations.change": "修改调查站点",
        "stations.end": "撤销调查站点",
        "stations.invite": "邀请参加样本",
        "stations.join": "参加站点样本",
        "stations.leave": "退出站点样本",
        "stations.send": "向站点发放问卷",
        "stations.write": "起草站点信息",
        "stations.report": "上报站点信息",
        "stations.handle": "办理站点信息",
        "stations.export": "导出调查站点",
    },
    things={
        "stations.station": "调查站点",
        "stations.panelist": "站点样本",
        "stations.wave": "站点调查",
        "stations.bulletin": "站点信息",
    },
    facts={"told": "人数", "count": "站点数", "reason": "原因", "title": "标题", "year": "年度"},
    named=frozenset({"stations.station"}),
)

MAX_NAME, MAX_FOCUS, MAX_REASON, MAX_TITLE, MAX_TEXT, MAX_PERIOD, MAX_ANSWER = 60, 300, 300, 80, 5_000, 40, 1_000
MAX_GOAL = 10_000
MAX_STATIONS = 500  # open ones of an association, which one page lists
WAVES_MISSED = 2  # after so many the host is told who left them out
FIRST_YEAR = 2020

# What a worker agrees to; the number of the wording is kept with each consent, and no wording is ever changed.
CONSENTS = {
    1: (
        "我自愿参加这个调查站点的样本，愿意收到设站科协发来的问卷。",
        "设站科协能看到我的姓名和有没有填写，用来催答；本站点的工作人员能看到我的姓名，以及是否连续两期没有填写。",
        "问卷不是匿名的，设站科协还能看到我的回答，填写页会写明。本站点的工作人员看不到我的回答。",
        "再上级的科协只看得到人数，看不到我的姓名和回答。",
        "我可以随时退出，不用说明原因。退出以后不再收到问卷，已经提交的回答仍在统计里。",
    ),
}
CONSENT = max(CONSENTS)


class Stage(StrEnum):
    """How far a bulletin is."""

    DRAFT = "draft"
    REPORTED = "reported"
    RECEIVED = "received"
    USED = "used"
    RETURNED = "returned"


STAGE_LABELS = {
    Stage.DRAFT: "草稿",
    Stage.REPORTED: "已上报",
    Stage.RECEIVED: "已收到",
    Stage.USED: "已采用",
    Stage.RETURNED: "已退回",
}
STAGE_COLOURS = {
    Stage.DRAFT: "secondary",
    Stage.REPORTED: "orange",
    Stage.RECEIVED: "blue",
    Stage.USED: "green",
    Stage.RETURNED: "red",
}
WRITING = frozenset({Stage.DRAFT, Stage.RETURNED})
WAITING = frozenset({Stage.REPORTED, Stage.RECEIVED})
OUTCOME_LABELS = {
    Stage.RECEIVED: "已收到，先记下来",
    Stage.USED: "采用，写明怎样用的",
    Stage.RETURNED: "退回，写明原因",
}


class Sort(StrEnum):
    """What a bulletin is about."""

    PROBLEM = "problem"
    ADVICE = "advice"
    NEWS = "news"
    APPEAL = "appeal"


SORT_LABELS = {Sort.PROBLEM: "问题", Sort.ADVICE: "建议", Sort.NEWS: "动态", Sort.APPEAL: "诉求"}


class Order(StrEnum):
    """In which order an association lists its stations."""

    NAME = "name"
    PANEL = "panel"
    RATE = "rate"
    USED = "used"


ORDER_LABELS = {
    Order.NAME: "按名称",
    Order.PANEL: "样本多的在前",
    Order.RATE: "填写率高的在前",
    Order.USED: "采用信息多的在前",
}


def require_host(*, is_below: bool, is_fit: bool) -> None:
    """Refuse a station in a body that is elsewhere, has ended or is no grassroots body."""
    if not is_below or not is_fit:
        raise ValidationError({"below": "调查站点设在本科协辖区内、正在活动的基层科协组织，请从列表中选择。"})


def require_room(number: int) -> None:
    """Refuse one station too many."""
    if number >= MAX_STATIONS:
        raise ValidationError(f"站点已有 {MAX_STATIONS} 个，请先撤销不再使用的。")


def require_since(since: date, *, today: date) -> None:
    """Refuse a station that is set up in the future."""
    if since > today:
        raise ValidationError({"since": "设站日期不能晚于今天。"})


def require_open(ended_on: date | None) -> None:
    """Refuse what a station that was ended does no more."""
    if ended_on is not None:
        raise ValidationError(f"这个站点已于 {ended_on:%Y-%m-%d} 撤销。")


def require_words(text: str, field: str, what: str) -> str:
    """Return what was written; refuse nothing.

    >>> require_words(" 已采用 ", "answer", "处理情况")
    '已采用'
    """
    if not (given := text.strip()):
        raise ValidationError({field: f"请填写{what}。"})
    return given


def require_agreement(*, agrees: bool) -> None:
    """Refuse to put somebody on a panel who has not agreed (PIPL 14)."""
    if not agrees:
        raise ValidationError({"agrees": "同意以后才能参加，请先勾选。"})


def require_worker(*, is_worker: bool, called: str) -> None:
    """Refuse somebody who is no member of the body that has the station."""
    if not is_worker:
        raise ValidationError(f"样本由{called}的会员参加，您的账号不在会员名册里。已经是会员的，请先认领会员身份。")


def require_invited(number: int) -> None:
    """Refuse to invite nobody."""
    if not number:
        raise ValidationError("没有可以邀请的人：会员没有账号，或者都已经参加。没有账号的请张贴二维码。")


def require_stations(number: int) -> None:
    """Refuse to send a questionnaire nowhere."""
    if not number:
        raise ValidationError({"stations": "请选择站点；没有人参加样本的站点不能发放。"})


def require_writing(stage: str) -> None:
    """Refuse to change what was reported."""
    if stage not in WRITING:
        raise ValidationError("这条信息已经上报，不能再修改。")


def require_waiting(stage: str) -> None:
    """Refuse to decide on what was decided."""
    if stage not in WAITING:
        raise ValidationError(f"这条信息现在是“{STAGE_LABELS[Stage(stage)]}”，请刷新页面查看。")


def require_answer(outcome: str, answer: str) -> str:
    """Return what the host is told; what was used says how, what is returned says why.

    >>> require_answer("received", " ")
    ''
    """
    if outcome == Stage.USED:
        return require_words(answer, "answer", "怎样采用的")
    if outcome == Stage.RETURNED:
        return require_words(answer, "answer", "退回的原因")
    return answer.strip()


def rate(answered: int, expected: int) -> str:
    """Return how many of those who were asked answered, in words.

    >>> rate(2, 3), rate(0, 0)
    ('66.7%', '—')
    """
    return f"{answered / expected:.1%}" if expected else "—"


def years(today: date, chosen: str) -> tuple[int, Sequence[int]]:
    """Return the year that is meant, this one where none is, and those to choose from.

    >>> years(date(2021, 3, 1), "2020"), years(date(2021, 3, 1), "1999")
    ((2020, [2021, 2020]), (2021, [2021, 2020]))
    """
    known = list(range(today.year, FIRST_YEAR - 1, -1))
    return (int(chosen) if chosen in {str(year) for year in known} else today.year), known
