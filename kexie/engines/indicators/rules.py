"""Each figure defined once (STA-10): its name, unit and formula. No tables, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass

from kexie.core.trail import Words

TRAIL = Words(
    "公布的数字",
    deeds={"indicators.load": "载入已公布的数字"},
    things={"indicators.figure": "数字"},
    facts={"new": "新增个数"},
)


@dataclass(frozen=True)
class Indicator:
    """A figure: what it is called, how it is made, in which unit (`%` for shares); the source of each may differ."""

    code: str
    name: str
    unit: str
    formula: str
    source: str = ""


INDICATORS = {
    indicator.code: indicator
    for indicator in (
        Indicator("enterprise_associations", "企业科协总数", "个", "年末已建立、尚未注销的企业科协个数"),
        Indicator("new_enterprise_associations", "当年新建企业科协", "个", "当年批准建立的企业科协个数"),
        Indicator("park_associations", "园区科协总数", "个", "年末已建立、尚未注销的园区科协个数"),
        Indicator("enterprise_and_park_associations", "企业科协和园区科协合计", "个", "企业科协与园区科协个数之和"),
        Indicator("workstations", "企业科协工作站", "个", "年末企业科协工作站个数"),
        Indicator(
            "share_with_premises", "有固定办公场所的企业科协比例", "%", "有固定办公场所的企业科协占全部企业科协的比例"
        ),
        Indicator(
            "share_with_full_time_staff",
            "有专职工作人员的企业科协比例",
            "%",
            "有专职工作人员的企业科协占全部企业科协的比例",
        ),
        Indicator("share_with_budget", "有独立经费的企业科协比例", "%", "有独立工作经费的企业科协占全部企业科协的比例"),
    )
}

# Counted by the platform itself, so no figure of a publication is registered under it.
REGISTERED = Indicator(
    "registered",
    "平台登记数",
    "个",
    "平台上已经成立、尚未注销的企业科协（含联合科协、工作站）、园区科协和联合会（联合体）个数，未公开主页的也计入，"
    "筹建中的不计",
    "本平台登记，最多迟一分钟",
)

BODIES = Indicator(
    "bodies",
    "辖区内的组织",
    "个",
    "本科协辖区内已经成立、尚未注销的组织个数，按类型和成立年份",
    "本平台登记，最多迟一分钟",
)
COUNTED = (BODIES,)
ALL = "all"  # the facet that every counted row has


def facet(name: str, value: object) -> str:
    """Return the mark of a property's value, as the database's functions write it.

    >>> facet("sex", "f")
    'sex:f'
    """
    return f"{name}:{value}"


def by_property(amounts: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return amounts by facet as property, value, amount; what is counted in all stands under "".

    >>> by_property({"all": 3, "sex:f": 2, "sex:m": 1})
    {'': {'all': 3}, 'sex': {'f': 2, 'm': 1}}
    """
    found: dict[str, dict[str, int]] = {}
    for mark, amount in amounts.items():
        name, _, value = mark.rpartition(":")
        found.setdefault(name, {})[value] = amount
    return found
