"""The address book at size: the people that a county, a city and a province reach, searched and listed."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db.models import Count

from kexie.areas.directory.queries import contacts, searching
from kexie.core.actors import Actor
from kexie.core.reach import Reach
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, Post, PostQuerySet
from kexie.operation.bench.rounds import Result, side_by_side
from kexie.operation.bench.stage import LARGE, SMALL, Stage

WORDS = {"": "全部", "wang": "常见姓氏的拼音", "wm": "拼音首字母", "陈": "一个字", "mishuchang": "没有的词"}
LEVELS = {3: "县", 2: "市", 1: "省"}


def scoped(stage: Stage) -> Iterator[Result]:
    """ORG-11: the same search within the same associations' reach, in a large and in a small table."""
    for tier, level in LEVELS.items():
        code = _busiest(SMALL, tier)
        for word, label in WORDS.items():
            measured = side_by_side({str(size): _search(size, code, word) for size in (SMALL, LARGE)})
            note = f"{measured.milliseconds(str(LARGE))} 比 {measured.milliseconds(str(SMALL))}"
            what = f"{level}级科协查找{label}：{LARGE:,} 比 {SMALL:,}"
            yield Result(what, measured.ratio(str(LARGE), to=str(SMALL)), 1.3, note=note)


def _busiest(size: int, tier: int) -> str:
    """Return the region whose association of a tier has most people directly below it."""
    below = Organisation.objects.using(str(size)).filter(superior_tier=tier).exclude(kind="association")
    counted = below.values_list("superior__region").annotate(number=Count("pk")).order_by("-number", "superior__region")
    return str(counted[0][0])


def _search(size: int, region: str, word: str) -> Callable[[], object]:
    bodies = Organisation.objects.using(str(size)).live().associations()
    reach = Reach(stems=frozenset({bodies.get(region=region, level__in=list(rules.Level)).path}))
    actor = Actor(person=None, name="", reaches={"directory.contacts": reach})
    rows: PostQuerySet = Post.objects.using(str(size)).where_may(actor, "directory.contacts").listed()
    given: dict[str, Any] = {
        "columns": contacts.PEOPLE,
        "sort": contacts.HOLDER,
        "after": "",
        "before": "",
        "size": contacts.SIZE,
    }
    return partial(searching.found, rows, word, {}, **given, count=searching.counted_apart)
