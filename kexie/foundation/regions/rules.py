"""Administrative divisions (GB/T 2260): levels and how a code nests. No tables, no clock."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from django.core.exceptions import ValidationError

from kexie.core.trail import Words

TRAIL = Words(
    "行政区划",
    deeds={"regions.load": "载入行政区划", "regions.change": "变更行政区划"},
    things={"regions.region": "行政区划", "regions.regionchange": "区划变更"},
    facts={"new": "新增个数", "from": "原区划", "into": "新区划"},
    refers={"from": "regions.region", "into": "regions.region"},
    named=frozenset({"regions.region"}),
)


class Level(IntEnum):
    """The level of a division; its significant digits are twice the level."""

    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3


LABELS = {Level.PROVINCE: "省级", Level.PREFECTURE: "地级", Level.COUNTY: "县级"}


class ChangeKind(StrEnum):
    """What can happen to divisions (ORG-03)."""

    RENAMED = "renamed"
    RECODED = "recoded"
    MERGED = "merged"
    ABOLISHED = "abolished"
    ADDED = "added"


CHANGE_LABELS = {
    ChangeKind.RENAMED: "更名",
    ChangeKind.RECODED: "代码变更",
    ChangeKind.MERGED: "并入",
    ChangeKind.ABOLISHED: "撤销",
    ChangeKind.ADDED: "新设",
}


@dataclass(frozen=True)
class Change:
    """One change of the division table, as the data file gives it."""

    kind: ChangeKind
    effective_on: date
    origin: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    former_names: dict[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def key(self) -> tuple[str, date, tuple[str, ...], tuple[str, ...]]:
        """What makes two changes the same one."""
        return self.kind.value, self.effective_on, self.origin, self.into


def is_code(code: str) -> bool:
    """Tell whether the text looks like a division's code: six ASCII digits.

    >>> is_code("430603"), is_code("４３０６０３"), is_code("43")
    (True, False, False)
    """
    return re.fullmatch(r"[0-9]{6}", code) is not None


def level(code: str) -> Level:
    """Return the level that a code's zeros say.

    >>> level("430000").name, level("430600").name, level("430603").name
    ('PROVINCE', 'PREFECTURE', 'COUNTY')
    """
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.PREFECTURE if code.endswith("00") else Level.COUNTY


def territory(code: str) -> str:
    """Return the digits that every code inside the division begins with.

    >>> territory("430000"), territory("430600"), territory("430603")
    ('43', '4306', '430603')
    """
    return code[: 2 * level(code)]


def require_change(change: Change) -> None:
    """Refuse a change whose codes do not fit its kind."""
    wrong = [code for code in (*change.origin, *change.into) if not is_code(code)]
    if wrong:
        raise ValidationError(f"行政区划代码应为六位数字：{'、'.join(wrong)}。")
    counts = {
        ChangeKind.RENAMED: (1, 0),
        ChangeKind.RECODED: (1, 1),
        ChangeKind.MERGED: (None, 1),
        ChangeKind.ABOLISHED: (1, None),
        ChangeKind.ADDED: (0, 1),
    }
    origin, into = counts[change.kind]
    fits = (origin is None or len(change.origin) == origin) and (into is None or len(change.into) == into)
    if both := set(change.origin) & set(change.into):
        raise ValidationError(f"代码不能既撤销又保留：{'、'.join(sorted(both))}。继续存在的代码只写在新代码里。")
    if not fits or (change.kind == ChangeKind.MERGED and not change.origin):
        raise ValidationError(f"“{CHANGE_LABELS[change.kind]}”一项的原代码、新代码个数不对：{change.note}")
