"""Plainly fictitious bodies, so that Hunan, Jiangsu and the demonstration's counties look alive.

Every name begins with 示例, every page says that it is made up, telephone numbers and addresses lead nowhere.
"""

import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from stdnum.cn import uscc

from kexie.core.actors import Actor
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.regions.models import Region
from kexie.operation.demo.real import ALL_SECTIONS, superior_of

Words = dict[str, Any]
SOURCE = "演示数据，纯属虚构"
SEED = 20261121
# How many enterprises with an association: the demonstration's own counties, their cities, the rest of both provinces.
NUMBERS = {"430603": 22, "320113": 24, "4306": 5, "3201": 5, "43": 1, "32": 1}
WITHOUT = 2  # of five enterprises in the demonstration's own counties, so many have no association yet


@transaction.atomic
def load(*, by: Actor) -> int:
    """Register the fictitious bodies; the same ones each time. Return how many."""
    words: Words = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
    maker = Maker(words, by)
    before = Organisation.objects.count()
    for region in counties():
        for turn in range(_number(region.pk)):
            maker.enterprise(region, has_association=region.pk not in NUMBERS or turn % 5 >= WITHOUT)
    for province in ("hunan", "jiangsu"):
        for park in words["parks"][province]:
            maker.park(park["name"], Region.objects.get(pk=park["region"]))
    maker.joint("430603")
    maker.joint("320113")
    maker.federation("430600")
    maker.federation("320100")
    return Organisation.objects.count() - before


def counties() -> Iterator[Region]:
    """Give the counties of both provinces."""
    yield from Region.objects.current().filter(level=3, code__startswith="43").order_by("code")
    yield from Region.objects.current().filter(level=3, code__startswith="32").order_by("code")


def _number(code: str) -> int:
    return next(NUMBERS[code[:digits]] for digits in (6, 4, 2) if code[:digits] in NUMBERS)


class Maker:
    """Makes bodies from the word lists with one seeded source of chance."""

    def __init__(self, words: Words, by: Actor) -> None:
        self.words, self.by, self.chance = words, by, random.Random(SEED)  # noqa: S311 - repeatable, not secret
        self.names = self._names()
        self.number = 0

    def _names(self) -> Iterator[tuple[str, Any]]:
        pairs = [(brand, trade) for brand in self.words["brands"] for trade in self.words["trades"]]
        self.chance.shuffle(pairs)
        yield from pairs

    def enterprise(self, region: Region, *, has_association: bool) -> Organisation:
        """Register an enterprise, and its association unless it has none yet."""
        brand, trade = next(self.names)
        name = f"示例{brand}{trade['words']}{self.chance.choice(self.words['forms'])}"
        employees = self.chance.choice([80, 160, 240, 420, 680, 1200, 2600]) + self.chance.randrange(60)
        host = actions.add(
            superior_of(region, "county"),
            kind="enterprise",
            name=name,
            short_name=f"示例{brand}",
            region=region,
            uscc=self._uscc(region.pk),
            profile={
                "ownership": self.chance.choices(["private", "state", "mixed", "foreign"], [6, 2, 1, 1])[0],
                "industry": trade["industry"],
                "size": "large" if employees > 1000 else "medium" if employees > 300 else "small",
                "employees": employees,
                "workers": employees // self.chance.choice([3, 4, 5]),
            },
            by=self.by,
        )
        self._publish(host, released=[rules.Section.PARTICULARS, rules.Section.RELATIONS], **self._contacts(region))
        if has_association:
            body = self._found(
                "enterprise_association",
                f"{name}科学技术协会",
                f"示例{brand}科协",
                region,
                trade=trade["words"],
                members=employees // 4,
            )
            actions.relate(body, host, edge=rules.Edge.HOSTED_BY, by=self.by)
        return host

    def park(self, name: str, region: Region) -> Organisation:
        """Register a park with its association."""
        host = actions.add(superior_of(region, "county"), kind="park", name=f"示例{name}", region=region, by=self.by)
        self._publish(host, released=[rules.Section.PARTICULARS, rules.Section.RELATIONS])
        members = self.chance.randrange(60, 400)
        body = self._found(
            "park_association", f"示例{name}科学技术协会", "", region, trade="园区主导产业", members=members
        )
        actions.relate(body, host, edge=rules.Edge.HOSTED_BY, by=self.by)
        for enterprise in Organisation.objects.filter(kind="enterprise", region=region, name__startswith="示例")[:4]:
            actions.relate(enterprise, host, edge=rules.Edge.IN_PARK, by=self.by)
        return body

    def joint(self, code: str) -> Organisation:
        """Register a joint association of three enterprises with its turns (H49)."""
        region = Region.objects.get(pk=code)
        founders = [self.enterprise(region, has_association=False) for _ in range(3)]
        name = f"示例{region.short_name}中小企业联合科学技术协会"
        short = f"示例{region.short_name}联合科协"
        body = self._found("joint_association", name, short, region, trade="新材料", members=64)
        for turn, founder in enumerate(founders):
            actions.relate(founder, body, edge=rules.Edge.CO_FOUNDER_OF, is_lead=turn == 0, by=self.by)
            actions.add_turn(
                body, founder=founder, starts_on=date(2025 + turn, 1, 1), ends_on=date(2026 + turn, 1, 1), by=self.by
            )
        return body

    def federation(self, code: str) -> Organisation:
        """Register a city's federation with members of several kinds (H47)."""
        region = Region.objects.get(pk=code)
        name = f"示例{region.short_name}企业科协联合会"
        body = self._found("federation", name, "", region, trade="先进制造", members=120, superior="prefecture")
        members = Organisation.objects.filter(
            kind="enterprise_association", region__parent=region, name__startswith="示例"
        )
        for member in members[:6]:
            actions.relate(member, body, edge=rules.Edge.MEMBER_OF, by=self.by)
        for title in self.words["activities"][:3]:
            actions.agree_task(body, title=title, agreed_on=date(2026, 3, 1), lead=members.first(), by=self.by)
        return body

    def _found(
        self, kind: str, name: str, short: str, region: Region, *, trade: str, members: int, superior: str = "county"
    ) -> Organisation:
        founded_on = date(self.chance.randrange(1998, 2026), self.chance.randrange(1, 13), self.chance.randrange(1, 28))
        groups = self.chance.sample(self.words["study_groups"], self.chance.randrange(3, 8))
        body = actions.add(
            superior_of(region, superior),
            kind=kind,
            name=name,
            short_name=short,
            region=region,
            status=self.chance.choices(["active", "rectifying"], [19, 1])[0],
            founded_on=founded_on,
            profile={
                "members": members,
                "has_premises": self.chance.random() < 0.8,
                "has_budget": self.chance.random() < 0.66,
            },
            by=self.by,
        )
        introduction = self.chance.choice(self.words["introductions"]).format(
            name=short or name, trade=trade, year=founded_on.year, members=f"{members:,}", groups=len(groups)
        )
        self._structure(body, groups, founded_on)
        self._publish(body, released=ALL_SECTIONS, introduction=introduction, **self._contacts(region))
        return body

    def _structure(self, body: Organisation, groups: list[str], founded_on: date) -> None:
        leader = self._person()
        committees = self.chance.sample(self.words["committees"], 2)
        parts = [
            ("secretariat", "秘书处"),
            *(("working_committee", name) for name in committees),
            *(("study_group", name) for name in groups),
        ]
        office = actions.add_branches(body, branches=parts, by=self.by)[0]
        posts = (rules.Title.CHAIR, rules.Title.VICE_CHAIR, rules.Title.VICE_CHAIR, rules.Title.SECRETARY_GENERAL)
        holders = [actions.Holder(title, self._person(), is_listed=True) for title in posts]
        phone = f"000-7{body.pk:06}"  # of the office
        holders.append(actions.Holder(rules.Title.LEADER, leader, branch=office, is_listed=True, phone=phone))
        actions.fill_posts(body, holders=holders, since=founded_on, by=self.by)

    def _person(self) -> str:
        return f"{self.chance.choice(self.words['surnames'])}{self.chance.choice(self.words['given'])}"

    def _contacts(self, region: Region) -> dict[str, str]:
        street, house = self.chance.choice(self.words["streets"]), self.chance.randrange(1, 300)
        city = region.parent.name if region.parent else ""
        return {
            "address": f"{city}{region.name}{street}{house}号（虚构）",
            "phone": f"000-{self.chance.randrange(10**7, 10**8)}",
            "email": f"kexie{self.chance.randrange(1000, 9999)}@example.com",
        }

    def _publish(self, body: Organisation, *, released: list[str], **fields: Any) -> None:
        actions.present(body, released=released, source=SOURCE, by=self.by, **fields)
        actions.publish(body, by=self.by)

    def _uscc(self, region: str) -> str:
        """Return a code that is right in form; its middle part is a number of ours, no registered one."""
        self.number += 1
        stem = f"91{region}{self.number:09d}"
        return f"{stem}{uscc.calc_check_digit(stem)}"
