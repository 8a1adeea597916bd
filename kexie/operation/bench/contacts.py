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

WORDS = {"wang": "常见姓氏的拼音", "wm": "拼音首字母", "陈": "一个字", "mishuchang": "没有的词"}
LEVELS = {3: "县", 2: "市", 1: "省"}


def scoped(stage: Stage) -> Iterator[Result]:
    """ORG-11: a page of an association's address book, all of it and what words pick out."""
    yield from _listed()
    yield from _searched()


def _listed() -> Iterator[Result]:
    """All people within the same associations' reach, in a large and in a small table."""
    for tier, level in LEVELS.items():
        code = _busiest(SMALL, tier)
        measured = side_by_side({str(size): _search(size, code, "") for size in (SMALL, LARGE)})
        yield measured.result(f"{level}级科协的全部人员：{LARGE:,} 比 {SMALL:,}", str(LARGE), to=str(SMALL), limit=1.3)


def _searched() -> Iterator[Result]:
    """A page and the count of those whom words pick out within a reach, beside a count by LIKE of all."""
    for tier, level in LEVELS.items():
        code = _busiest(SMALL, tier)
        for word, label in WORDS.items():
            measured = side_by_side({"found": _search(LARGE, code, word), "like": _like(word)})
            yield measured.result(f"{level}级科协查找{label}（{LARGE:,}）", "found", to="like", limit=1.0)


def _like(word: str) -> Callable[[], object]:
    people = Post.objects.using(str(LARGE))
    return partial(people.listed().filter(searched__contains=word).count)


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
