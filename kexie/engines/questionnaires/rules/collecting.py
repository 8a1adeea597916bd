"""When answers are taken, from whom and how often (FRM-06, FRM-07). No tables, no clock."""

from datetime import datetime
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.engines.questionnaires.rules.definitions import Definition
from kexie.engines.questionnaires.rules.judging import Answers
from kexie.engines.questionnaires.rules.kinds import PERSONAL, UPLOADED, Kind

MAX_PASSWORD = 40
MAX_TYPED = 500_000  # characters that one answer may send in all
OTHER = "other"
PREFIX = "a."  # before the names of answers in a form, which has other fields, too


class Once(StrEnum):
    """Who may answer only once."""

    PERSON = "person"
    ORGANISATION = "organisation"
    DEVICE = "device"
    NOBODY = "nobody"


ONCE_LABELS = {
    Once.PERSON: "每人一份（要登录）",
    Once.ORGANISATION: "每个组织一份（由组织的工作人员填写）",
    Once.DEVICE: "每台设备一份（不用登录）",
    Once.NOBODY: "不限",
}


class State(StrEnum):
    """Whether answers are taken."""

    EARLY = "early"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"


STATE_LABELS = {State.EARLY: "未开始", State.OPEN: "收集中", State.FULL: "已收满", State.CLOSED: "已结束"}
REFUSALS = {
    State.EARLY: "还没有到开始的时间。",
    State.FULL: "已经收满了，谢谢您。",
    State.CLOSED: "已经结束，不再接收。",
}


def state(
    now: datetime,
    *,
    opens_at: datetime,
    closes_at: datetime | None,
    closed_at: datetime | None,
    taken: int = 0,
    most: int | None = None,
) -> State:
    """Return whether answers are taken at a moment; the closing moment itself is too late."""
    if closed_at or (closes_at and now >= closes_at):
        return State.CLOSED
    if now < opens_at:
        return State.EARLY
    return State.FULL if most is not None and taken >= most else State.OPEN


def require_open(state: State) -> None:
    """Refuse an answer while none are taken."""
    if state in REFUSALS:
        raise ValidationError(REFUSALS[state])


def require_anonymous(definition: Definition, *, is_anonymous: bool) -> None:
    """Refuse an anonymous collection by a questionnaire that asks who one is (FRM-06)."""
    asked = [item.label for item in definition.items if item.kind in PERSONAL or item.kind == Kind.ORGANISATION]
    if is_anonymous and asked:
        raise ValidationError({"is_anonymous": f"匿名的问卷不能问“{asked[0]}”，它会说出是谁填的。"})
    files = [item.label for item in definition.items if item.kind in UPLOADED]
    if is_anonymous and files:
        sentence = f"匿名的问卷不能收文件（“{files[0]}”）：文件里的作者、内容和存放时间都可能说出是谁填的。"
        raise ValidationError({"is_anonymous": sentence})


def require_new(*, is_new: bool, once: Once, is_daily: bool = False) -> None:
    """Refuse a second answer of the same person, organisation or device; of the same day where each day is its own."""
    if not is_new:
        who = {Once.PERSON: "您", Once.ORGANISATION: "贵组织", Once.DEVICE: "这台设备"}.get(once, "您")
        raise ValidationError(f"{who}今天已经交过一份，请明天再来。" if is_daily else f"{who}已经交过一份，不能再交。")


def require_some(number: int) -> None:
    """Refuse to declare nothing void."""
    if not number:
        raise ValidationError("没有可以作废的：都已经作废，请刷新页面查看。")


def quotas(definition: Definition) -> dict[tuple[str, str], int]:
    """Return how many may choose each option that has a limit, by question and choice."""
    return {
        (item.key, choice.key): choice.quota
        for item in definition.items
        for choice in item.choices
        if choice.quota is not None
    }


def chosen(answers: Answers, limited: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return which of the limited options these answers choose, in an order that is the same for everybody."""
    found = []
    for question, choice in sorted(limited):
        answer = answers.get(question)
        if answer == choice or (isinstance(answer, list) and choice in answer):
            found.append((question, choice))
    return found


def parted(definition: Definition, answers: Answers) -> tuple[Answers, Answers]:
    """Return what may be read by whoever reads the tables, and what is personal and stands encrypted (SEC-06)."""
    hidden = {item.key for item in definition.items if item.kind in PERSONAL}
    open_ = {key: answer for key, answer in answers.items() if key.partition(".")[0] not in hidden}
    return open_, {key: answer for key, answer in answers.items() if key not in open_}


def retyped(answers: Answers) -> dict[str, list[str]]:
    """Return answers as a form would send them, so that it shows them again.

    >>> retyped({"q1": "a1", "q2": ["a1"], "q3": {"r1": "5"}})
    {'q1': ['a1'], 'q2': ['a1'], 'q3.r1': ['5']}
    """
    typed: dict[str, list[str]] = {}
    for key, answer in answers.items():
        cells = {f"{key}.{row}": cell for row, cell in answer.items()} if isinstance(answer, dict) else {key: answer}
        typed |= {name: [cell] if isinstance(cell, str) else list(cell) for name, cell in cells.items()}
    return typed


def require_changeable(*, is_changeable: bool, is_void: bool) -> None:
    """Refuse to change an answer where that is not allowed, or one that counts no more."""
    if not is_changeable:
        raise ValidationError("这份问卷交了以后不能修改。")
    if is_void:
        raise ValidationError("您的答卷已经作废，不能修改。请联系发布问卷的单位。")
