"""What notices are about, how they may reach somebody, and when not. No tables, no clock.

An area tells what its notices are about in the `NOTICES` of its `rules.py`, as it tells who may do what in `GRANTS`::

    NOTICES = Kind("单位注册", "申请的提交、退回和通过", icon="certificate", is_important=True)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.core.trail import Words

TRAIL = Words("消息", deeds={"notices.change": "修改消息设置"})
KEPT_READ, KEPT, KEPT_KEY = timedelta(days=180), timedelta(days=730), timedelta(days=400)
MAX_TITLE, MAX_TEXT, MAX_LINK, MAX_KEY = 200, 1000, 300, 160


class Channel(StrEnum):
    """How a notice goes out besides lying in the inbox."""

    EMAIL = "email"


class Cadence(StrEnum):
    """How often a kind of notices goes out by e-mail."""

    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


CADENCE_LABELS = {
    Cadence.ONCE: "有消息就发",
    Cadence.DAILY: "每天汇总一封",
    Cadence.WEEKLY: "每周汇总一封",
    Cadence.NEVER: "不发邮件",
}


class State(StrEnum):
    """Where a delivery stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


STATE_LABELS = {
    State.QUEUED: "等待发送",
    State.SENDING: "正在发送",
    State.SENT: "已发出",
    State.FAILED: "没有发出",
    State.UNCERTAIN: "不确定是否送达",
}


@dataclass(frozen=True)
class Kind:
    """What notices of an area are about; important ones always lie in the inbox."""

    label: str
    about: str
    icon: str = "bell"
    is_important: bool = False

    @property
    def cadence(self) -> Cadence:
        """How often they go out by e-mail to somebody who chose nothing."""
        return Cadence.ONCE if self.is_important else Cadence.DAILY


OTHER = Kind("其他", "没有归入以上各类的消息")


def kind_of(what: str) -> str:
    """Return the name of the area that a notice comes from.

    >>> kind_of("registrations.submit")
    'registrations'
    """
    return what.partition(".")[0]


def require_path(link: str) -> None:
    """Raise ValueError for a link that leads elsewhere: notices lead to pages of this site alone."""
    if not link.startswith("/") or link.startswith("//") or "\\" in link or len(link) > MAX_LINK:
        raise ValueError(f"not a path of this site: {link}")


def shortened(words: str, most: int) -> str:
    """Cut what is too long for its column.

    >>> shortened("一二三四五", 4), shortened("一二", 4)
    ('一二三…', '一二')
    """
    return words if len(words) <= most else f"{words[: most - 1]}…"


# Quiet hours: nothing goes out meanwhile.
QUIET = (time(22), time(7))
HALF_HOURS = tuple(time(minutes // 60, minutes % 60) for minutes in range(0, 24 * 60, 30))


def quiet_until(now: datetime, starts: time, ends: time) -> datetime | None:
    """Return when the quiet hours are over that hold now; None where none hold. Equal hours are none at all.

    >>> from zoneinfo import ZoneInfo
    >>> late = datetime(2026, 11, 21, 23, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    >>> quiet_until(late, time(22), time(7)).isoformat()
    '2026-11-22T07:00:00+08:00'
    """
    is_quiet = starts <= now.time() < ends if starts <= ends else not ends <= now.time() < starts
    if not is_quiet:
        return None
    end = now.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
    return end if end > now else end + timedelta(days=1)


# Sending: a refusal is tried again after these minutes, then given up.
WAITS = (1, 5, 30, 120, 360)
LATE = timedelta(minutes=2)  # an announcement that no worker has delivered by then lost its job
LEASE = timedelta(minutes=5)  # how long one worker may take to reach the server
STALLED = timedelta(minutes=10)  # longer than any server is waited for


def wait(attempts: int) -> timedelta | None:
    """Return after what time a refused delivery is tried again; None where it is given up.

    >>> wait(1), wait(6)
    (datetime.timedelta(seconds=60), None)
    """
    return timedelta(minutes=WAITS[attempts - 1]) if attempts <= len(WAITS) else None


# Digests go out at this hour, weekly ones on Mondays; what nobody read goes back so far.
DIGEST_HOUR = 8
DIGEST_BACK = {Cadence.DAILY: timedelta(days=7), Cadence.WEEKLY: timedelta(days=14)}


def digest_until(now: datetime, cadence: Cadence) -> datetime:
    """Return the end of the last digest's time that is over.

    >>> from zoneinfo import ZoneInfo
    >>> sunday = datetime(2026, 11, 22, 7, 59, tzinfo=ZoneInfo("Asia/Shanghai"))
    >>> digest_until(sunday, Cadence.DAILY).isoformat(), digest_until(sunday, Cadence.WEEKLY).isoformat()
    ('2026-11-21T08:00:00+08:00', '2026-11-16T08:00:00+08:00')
    """
    end = now.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    if end > now:
        end -= timedelta(days=1)
    return end - timedelta(days=end.weekday()) if cadence == Cadence.WEEKLY else end


def require_wanted(kinds: Mapping[str, Kind], wanted: Mapping[str, bool]) -> None:
    """Refuse to switch off what is important."""
    for name, is_wanted in wanted.items():
        if kinds[name].is_important and not is_wanted:
            raise ValidationError(f"“{kinds[name].label}”是重要消息，不能关闭。")
