"""What a body chooses for its charter, and how fractions and numbers are written in it. No tables, no clock."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError

DIGITS = "零一二三四五六七八九"


class Heading(StrEnum):
    """The six chapters that a charter has (H10)."""

    GENERAL = "general"
    TASKS = "tasks"
    MEMBERS = "members"
    ORGANS = "organs"
    FUNDS = "funds"
    SUPPLEMENTARY = "supplementary"


HEADING_LABELS = {
    Heading.GENERAL: "总则",
    Heading.TASKS: "任务",
    Heading.MEMBERS: "会员",
    Heading.ORGANS: "组织机构",
    Heading.FUNDS: "经费",
    Heading.SUPPLEMENTARY: "附则",
}


class Guide(StrEnum):
    """Who consents and nominates: the Party organisation, or the management where there is none (G26, G28, G31)."""

    PARTY = "party"
    MANAGEMENT = "management"


GUIDE_LABELS = {Guide.PARTY: "党组织", Guide.MANAGEMENT: "决策层（还没有建立党组织）"}


class Dues(StrEnum):
    """What members pay (G21)."""

    NONE = "none"
    YEARLY = "yearly"
    REGULATED = "regulated"


DUES_LABELS = {
    Dues.NONE: "不收会费",
    Dues.YEARLY: "每年交固定数额",
    Dues.REGULATED: "标准由委员会提出，大会通过",
}


class Confirms(StrEnum):
    """Who confirms that a member leaves (G23, T9)."""

    BODY = "body"
    COMMITTEE = "committee"


CONFIRMS_LABELS = {Confirms.BODY: "办事机构", Confirms.COMMITTEE: "委员会"}


class Proxies(StrEnum):
    """What a member of the committee who stays away may leave to another one (GOV-01)."""

    NONE = "none"
    CONVEY = "convey"
    COUNT = "count"


PROXIES_LABELS = {
    Proxies.NONE: "不得委托",
    Proxies.CONVEY: "可以委托转达意见，不计入到会人数和票数",
    Proxies.COUNT: "可以委托代为表决，计入到会人数",
}


class Electing(StrEnum):
    """Who elects the standing committee (GOV-01)."""

    COMMITTEE = "committee"
    CONGRESS = "congress"


ELECTING_LABELS = {Electing.COMMITTEE: "委员会", Electing.CONGRESS: "会员（代表）大会"}


class Office(StrEnum):
    """What the office of a body is called (G35)."""

    SECRETARIAT = "secretariat"
    OFFICE = "office"


OFFICE_LABELS = {Office.SECRETARIAT: "秘书处", Office.OFFICE: "办公室"}


JOINT, FEDERATION = "joint_association", "federation"  # of several units, or of bodies; the others are in one unit


@dataclass(frozen=True)
class Choices:
    """All that a body chooses; the articles follow from it. Fractions are kept as they are written, such as 2/3.

    `kind` is what the body is, which it does not choose: a joint association or a federation reads differently (H47).
    `own` are a chapter's own clauses after those of the model, `alone` the chapters that have only their own.
    """

    kind: str = ""
    name: str = ""
    short_name: str = ""
    unit: str = ""
    superior: str = ""
    guide: str = Guide.PARTY.value
    term_years: int = 5
    is_plenary: bool = False
    workers: int | None = None
    congress_quorum: str = "2/3"
    congress_decision: str = "1/2"
    amendment: str = "2/3"
    committee_size: int | None = None
    committee_quorum: str = "2/3"
    committee_decision: str = "1/2"
    meetings: int = 2
    proxies: str = Proxies.NONE.value
    has_standing: bool = False
    standing_from: int | None = None
    standing_elected_by: str = Electing.COMMITTEE.value
    has_parts: bool = True
    office: str = Office.SECRETARIAT.value
    has_group_members: bool = False
    retired_years: int = 3
    dues: str = Dues.NONE.value
    dues_fen: int | None = None
    leaving: str = Confirms.BODY.value
    extra_tasks: tuple[str, ...] = ()
    extra_rights: tuple[str, ...] = ()
    extra_duties: tuple[str, ...] = ()
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alone: tuple[str, ...] = ()

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Choices":
        """Return choices from what is kept of them; what is not there is as it is by default."""
        known = {one.name for one in fields(cls)}
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
        own = {heading: tuple(clauses) for heading, clauses in kept.get("own", {}).items()}
        return cls(**{name: value for name, value in given.items() if name in known} | {"own": own})

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept of the choices."""
        return asdict(self)

    def clauses(self, heading: str) -> tuple[str, ...]:
        """Return a chapter's own clauses."""
        return tuple(self.own.get(heading, ()))


def fraction(typed: str, field: str) -> str:
    """Return a share as it is kept, such as 2/3; raises ValidationError beside the field for what is none.

    >>> fraction(" 2／3 ", "quorum"), fraction("三分之二", "quorum"), fraction("4/6", "quorum")
    ('2/3', '2/3', '2/3')
    """
    text = typed.strip().replace("／", "/").removesuffix("以上")
    if found := re.fullmatch(r"([一二三四五六七八九十]+)分之([一二三四五六七八九十]+)", text):
        text = f"{number(found[2])}/{number(found[1])}"
    if not re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}", text) or not int(text.split("/")[1]):
        raise ValidationError({field: "请写成分数，例如 2/3 或三分之二。"})
    share = Fraction(text)
    if not 0 < share <= 1:
        raise ValidationError({field: "请填写大于 0、不超过 1 的分数。"})
    return f"{share.numerator}/{share.denominator}"


def share(kept: str) -> str:
    """Write a share in words.

    >>> share("2/3"), share("1/1")
    ('三分之二以上', '全体')
    """
    upper, lower = kept.split("/")
    return "全体" if upper == lower else f"{chinese(int(lower))}分之{chinese(int(upper))}以上"


def chinese(value: int) -> str:
    """Write a number below a thousand in Chinese characters.

    >>> [chinese(value) for value in (0, 7, 10, 12, 20, 35, 100, 108, 110, 235)]
    ['零', '七', '十', '十二', '二十', '三十五', '一百', '一百零八', '一百一十', '二百三十五']
    """
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    if not hundreds:
        return _below_hundred(tens, ones)
    if not rest:
        return f"{DIGITS[hundreds]}百"
    return f"{DIGITS[hundreds]}百{f'{DIGITS[tens]}十' if tens else '零'}{DIGITS[ones] if ones else ''}"


def _below_hundred(tens: int, ones: int) -> str:
    if not tens:
        return DIGITS[ones]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


def number(written: str) -> int:
    """Read a number below a hundred, in digits or in Chinese characters; 0 for what is none.

    >>> [number(written) for written in ("5", "三", "十", "十二", "二十五", "两", "许多")]
    [5, 3, 10, 12, 25, 2, 0]
    """
    text = written.replace("两", "二")
    if text.isascii() and text.isdigit():
        return int(text)
    return next((value for value in range(1, 100) if chinese(value) == text), 0)
