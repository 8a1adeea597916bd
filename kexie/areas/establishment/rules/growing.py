"""Growing from one form into another: always an alternative, never a must (EST-18, G17)."""

from collections.abc import Sequence
from dataclasses import dataclass

from kexie.areas.establishment.rules.kinds import JOINT, WORKSTATION, kind_of
from kexie.areas.establishment.rules.limits import ARTICLE, HANDBOOK
from kexie.foundation.organisations.rules import KINDS

INFORMAL = (WORKSTATION, JOINT)
GROWING = tuple(code for code in KINDS if kind_of(code))  # units that may grow into an association of their own
NOTE = "这些形式可以任选，不要求一定发展为企业科协。"


@dataclass(frozen=True)
class Check:
    """One thing that helps to found an association, where it comes from, and whether it is there already."""

    words: str
    source: str
    is_met: bool


def checks(*, people: int, workers: int | None, is_public: bool, has_party: bool | None) -> list[Check]:
    """Return what a unit has for an association of its own, and what it still needs (G12, H10).

    `people` work in the informal body or keep contact; `workers` and `has_party` may be unknown.

    >>> [check.is_met for check in checks(people=1, workers=30, is_public=True, has_party=None)]
    [False, True, True, False]
    """
    return [
        Check("有两人以上能承担日常工作，可以组成筹备组", f"{HANDBOOK}第 10 问", people > 1),
        Check("登记了科技工作者人数", ARTICLE[12], bool(workers)),
        Check("单位的主页已经公开", "平台", is_public),
        Check("弄清了由谁同意：有党组织的经党组织，没有的经管理层", ARTICLE[12], has_party is not None),
    ]


def ready(found: Sequence[Check]) -> str:
    """Say how much is there.

    >>> ready(checks(people=2, workers=30, is_public=True, has_party=None))
    '4 项中已具备 3 项'
    """
    return f"{len(found)} 项中已具备 {sum(check.is_met for check in found)} 项"
