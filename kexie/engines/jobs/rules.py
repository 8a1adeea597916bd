"""How long work is counted, limited, tried and kept. No tables, no clock."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.engines.notices.rules import Kind

NOTICES = Kind("任务进度", "导出、导入等做完了或没有做成", icon="clock")
MAX_OPEN = 5  # jobs of one person that wait or run
TRIES = 5  # a job that takes its worker down each time is given up
BEAT = 0.5  # seconds between two writings of the progress
KEPT = timedelta(days=7)  # the file that a job leaves behind
REMEMBERED = timedelta(days=30)  # the job itself, after its end
MAX_MESSAGE = 2_000
MAX_FAULTS = 50


class State(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


STATE_LABELS = {
    State.WAITING: "等待中",
    State.RUNNING: "进行中",
    State.DONE: "已完成",
    State.FAILED: "没有做成",
    State.CANCELLED: "已取消",
}
OPEN = frozenset({State.WAITING, State.RUNNING})

UNFORESEEN = "系统出了意外，没有做成。请稍后再试一次；如果还是不行，请把这一页的网址告诉系统管理员。"
GIVEN_UP = f"试了 {TRIES} 次都没有做完，已经停止。请稍后再试一次；如果还是不行，请把这一页的网址告诉系统管理员。"
OUT_OF_REACH = "您的角色有变动，已不能办理这件事，所以没有做。"


def require_room(*, waiting: int) -> None:
    """Refuse one more job to somebody who has many that are not over."""
    if waiting >= MAX_OPEN:
        raise ValidationError(f"您已有 {waiting} 项任务在等待或进行中，请等它们完成，或先到“任务进度”里取消几项。")


def require_open(state: str) -> None:
    """Refuse to cancel what is over."""
    if state not in OPEN:
        raise ValidationError(f"这项任务{STATE_LABELS[State(state)]}，不用再取消。")


def require_repeatable(state: str) -> None:
    """Refuse to do again what goes on or was done."""
    if state not in {State.FAILED, State.CANCELLED}:
        raise ValidationError(f"这项任务{STATE_LABELS[State(state)]}，不用重做。")


def sentence(words: Iterable[str]) -> str:
    r"""Return the sentences of a refusal as they are shown, one a line.

    >>> sentence(["甲。", "乙。"])
    '甲。\n乙。'
    """
    return "\n".join(words)[:MAX_MESSAGE]


def remaining(*, elapsed: float, done: int, of: int | None) -> int | None:
    """Return about how many seconds it still takes, or None where that cannot be told yet.

    >>> remaining(elapsed=10, done=200, of=1_000), remaining(elapsed=10, done=0, of=1_000)
    (40, None)
    """
    if not of or not done or done > of or elapsed < 2:
        return None
    return round(elapsed * (of - done) / done)


def mark(name: str, at: datetime) -> str:
    """Return what stands on every page of a table that holds personal data: who takes it away, and when (SEC-06)."""
    return f"{name} 于 {at:%Y-%m-%d %H:%M} 导出，仅限工作使用，请勿外传"
