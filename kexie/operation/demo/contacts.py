"""People in the address books of the demonstration's organisations, tags, and groups of recipients; all made up.

The names begin with 示例, telephone numbers with 000 or 1990000: nobody is reached by them.
"""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

from django.db import transaction

from kexie.areas.directory import actions as directory
from kexie.areas.directory.models import Group
from kexie.core.actors import Actor
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Title
from kexie.operation.demo.accounts import workplace

SINCE = date(2024, 3, 1)
# Surnames that have two readings are among them, to be found by the one that surnames have.
SURNAMES = (
    "陈 李 王 张 刘 单 曾 仇 解 查 任 区 朴 翟 欧阳 尉迟 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董"
).split()
GIVEN = "岳湖云岭澜川衡远静敏宁芳志浩兰涛博雅琪晨峰洁文斌玉霞立新国栋建华海燕晓东思源"
OFFICES = (
    (Title.CHAIR, False),
    (Title.VICE_CHAIR, False),
    (Title.SECRETARY_GENERAL, True),
)


@transaction.atomic
def load(*, by: Actor) -> int:
    """Fill the address books once; return how many people were entered."""
    if Group.objects.exists():
        return 0
    names = _names()
    total = 0
    for number, body in enumerate(_bodies()):
        holders = [
            actions.Holder(
                title,
                next(names),
                is_listed=True,
                phone=f"000-8{number:03}{place:03}",
                mobile=f"1990000{number * 10 + place:04}" if has_mobile else "",
            )
            for place, (title, has_mobile) in enumerate(OFFICES)
        ]
        total += len(actions.fill_posts(body, holders=holders, since=SINCE, by=by))
    _groups(by=by)
    return total


def _bodies() -> list[Organisation]:
    """Return the associations of both provinces, their cities and the demonstration's counties, and 长岭炼化's."""
    live = Organisation.objects.live().associations()
    found = list(live.filter(region__in=["430000", "320000"]))
    for province in ("43", "32"):
        found += live.filter(tier=2, region__stem=province)
    for city in ("4306", "3201"):
        found += live.filter(tier=3, region__stem=city)
    if changling := workplace("changling"):
        found.append(changling)
    return [body for body in found if not body.posts.exists()]


def _names() -> Iterator[str]:
    for turn in count():
        first = GIVEN[(turn * 7) % len(GIVEN)]
        second = GIVEN[(turn * 11 + 3) % len(GIVEN)] if turn % 3 else ""
        yield f"示例·{SURNAMES[turn % len(SURNAMES)]}{first}{second}"


def _groups(*, by: Actor) -> None:
    groups: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("hunan", "各市州和县市区科协", {"kinds": ["association"]}),
        ("yueyang", "各县市区科协（有秘书长）", {"kinds": ["association"], "title": int(Title.SECRETARY_GENERAL)}),
        ("yunxi", "园区科协", {"kinds": ["park_association"]}),
        ("jiangsu", "各市和县市区科协", {"kinds": ["association"]}),
        ("nanjing", "各区科协（有秘书长）", {"kinds": ["association"], "title": int(Title.SECRETARY_GENERAL)}),
        ("qixia", "园区科协", {"kinds": ["park_association"]}),
    )
    for username, name, rule in groups:
        if body := workplace(username):
            directory.add_group(body, name=name, is_picked=False, circle="below", by=by, **rule)
    if county := workplace("yunxi"):
        _tag(county, by=by)


def _tag(county: Organisation, *, by: Actor) -> None:
    """Tag some bodies of the county, and make a group of them."""
    below = Organisation.objects.live().under(county).filter(kind="enterprise_association").order_by("id")[:4]
    for body in below:
        directory.tag(county, body, tags=["重点联系"], by=by)
    directory.add_group(county, name="重点联系企业科协", is_picked=False, circle="below", tag="重点联系", by=by)
