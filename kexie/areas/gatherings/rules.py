"""What surveys and polls have in common: for whom they are, how far they are, what stands in the way. No tables.

Each of them names itself in the sentences: 这份问卷, 这次投票.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.engines.questionnaires.rules import Once
from kexie.foundation.people.rules import Counted, Limit


class Audience(StrEnum):
    """Whom it is for (FRM-07)."""

    LINK = "link"
    MEMBERS = "members"
    BODIES = "bodies"
    GROUP = "group"


class Stage(StrEnum):
    """How far it is."""

    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"
    ARCHIVED = "archived"


@dataclass(frozen=True)
class Words:
    """How an area speaks of its gatherings, where people answer, and who answers for a body.

    `publish` and `remind` are titles of notices, in which the title stands in the place of the braces.
    """

    area: str
    called: str
    publish: str
    remind: str
    page: str
    permission: str
    strangers: Mapping[Audience, str]


STAGE_COLOURS = {Stage.DRAFT: "secondary", Stage.RUNNING: "green", Stage.CLOSED: "blue", Stage.ARCHIVED: "secondary"}
# Who answers once; a link leaves it to the maker.
ONCE_OF = {Audience.MEMBERS: Once.PERSON, Audience.GROUP: Once.PERSON, Audience.BODIES: Once.ORGANISATION}
LINK_ONCE = (Once.DEVICE, Once.PERSON, Once.NOBODY)
MAX_MOST = 1_000_000
# How often the password may be guessed from one network, in which a whole enterprise may sit.
GUESSES = {Counted.ADDRESS: Limit(free=20, most=20, minutes=60)}
UPLOADS = {Counted.ADDRESS: Limit(free=400, most=400, minutes=60)}


def once(audience: str, chosen: str) -> Once:
    """Return who answers once: people as persons, bodies as bodies; with a link it is the maker's choice.

    >>> once("bodies", "device"), once("link", "nobody")
    (<Once.ORGANISATION: 'organisation'>, <Once.NOBODY: 'nobody'>)
    """
    return ONCE_OF.get(Audience(audience)) or Once(chosen)


def require_unpublished(stage: str, *, called: str) -> None:
    """Refuse to publish what was published."""
    if stage != Stage.DRAFT:
        raise ValidationError(f"{called}已经发布，请刷新页面查看。")


def require_published(stage: str, *, called: str) -> None:
    """Refuse what only exists after the publishing."""
    if stage == Stage.DRAFT:
        raise ValidationError(f"{called}还没有发布，没有结果。")


def require_running(stage: str, *, called: str) -> None:
    """Refuse what only goes on while answers are taken."""
    if stage != Stage.RUNNING:
        raise ValidationError(f"{called}没有在进行，请刷新页面查看。")


def require_at_hand(stage: str, *, called: str) -> None:
    """Refuse to go on with what was put away."""
    if stage not in {Stage.RUNNING, Stage.CLOSED}:
        raise ValidationError(f"{called}已归档，不能再开放。需要时请复制一份新的。")


def require_ended(stage: str) -> None:
    """Refuse to put away what still goes on."""
    if stage != Stage.CLOSED:
        raise ValidationError("结束以后才能归档，请刷新页面查看。")


def require_future(closes_at: datetime | None, *, opens_at: datetime, now: datetime) -> None:
    """Refuse a closing time that has passed, or that is not after the opening."""
    if closes_at and closes_at <= max(opens_at, now):
        words = "截止时间应晚于开始时间。" if opens_at > now else "截止时间应晚于现在。"
        raise ValidationError({"closes_at": words})


def require_somebody(number: int) -> None:
    """Refuse what nobody could answer."""
    if not number:
        raise ValidationError({"audience": "现在没有符合条件的人或组织，请换一种，或者用链接发放。"})


def require_waiting(number: int) -> None:
    """Refuse to remind nobody, or the same people twice a day."""
    if not number:
        raise ValidationError("没有要提醒的：都已经完成，或者今天已经提醒过。")


def require_unlocked(*, is_locked: bool) -> None:
    """Refuse an answer from somebody who did not give the password."""
    if is_locked:
        raise ValidationError("请先输入口令。")


def require_addressed(*, is_addressed: bool, audience: str, strangers: Mapping[Audience, str]) -> None:
    """Refuse an answer from somebody whom it is not for."""
    if not is_addressed:
        raise ValidationError(strangers.get(Audience(audience), "您不在范围里。"))
