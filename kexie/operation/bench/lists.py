"""The list of organisations in tables of several sizes: its queries and prepared rows, without the page around them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from django.db.models import Count

from kexie.areas.directory.queries import bodies
from kexie.core.actors import Actor
from kexie.core.lists import listing
from kexie.core.reach import Reach
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.operation.bench.rounds import Result, side_by_side
from kexie.operation.bench.stage import HUGE, LARGE, SMALL, Stage
from kexie.operation.synth.bodies import WORDS

NAME = bodies.SORTS["name"]
SORTS = {"name": "按名称", "founded": "按成立时间"}
DIGITS = {"省": 2, "市": 4, "县": 6}
WHOLE = "全部"
FILTERS = ("q", "listing", "region", *bodies.PROPERTIES, "sort", "after", "before")


def sizes(stage: Stage) -> Iterator[Result]:
    """PRF-03: the same page in a small and in a large table; its last page; a part of it."""
    for sort, label in SORTS.items():
        measured = side_by_side({str(size): _browse(size, sort=sort) for size in stage.sizes})
        for size in stage.sizes[1:]:
            limit = 1.5 if size == HUGE else 1.3
            yield measured.result(f"{label}：{size:,} 个比 {SMALL:,} 个", str(size), to=str(SMALL), limit=limit)
    for size in stage.sizes[1:]:
        yield from _ends(size)
        yield from _parts(size, "按地区", _regions(size))
        yield from _parts(size, "按隶属", _trees(size))


def searches(stage: Stage) -> Iterator[Result]:
    """ORG-09: what a word finds, with its numbers in all five lists, beside one count of the whole table by LIKE."""
    size = LARGE
    for word, label in WORDS.items():
        like = _rows(size).published().filter(searched__contains=word)
        measured = side_by_side({"查找": _browse(size, q=word), "LIKE": like.count})
        yield measured.result(f"{label}“{word}”（{size:,}）", "查找", to="LIKE", limit=1)


def _ends(size: int) -> Iterator[Result]:
    for sort, label in SORTS.items():
        things = {"末页": _browse(size, sort=sort, before="end"), "首页": _browse(size, sort=sort)}
        yield side_by_side(things).result(f"{label}：末页比首页（{size:,}）", "末页", to="首页", limit=1.3)


def _parts(size: int, label: str, parts: Mapping[str, OrganisationQuerySet]) -> Iterator[Result]:
    """Compare a page of each part with one of the whole, without the numbers around them."""
    measured = side_by_side(
        {name: partial(listing, rows.values_list(*bodies.SHOWN, named=True), sort=NAME) for name, rows in parts.items()}
    )
    for name in DIGITS:
        yield measured.result(f"{label}：{name}比{WHOLE}（{size:,}）", name, to=WHOLE, limit=1.3)


def _regions(size: int) -> dict[str, OrganisationQuerySet]:
    """Return the public list of the nation and of the regions that have most of it."""
    shown = _rows(size).published().filter(listing=rules.Listing.ENTERPRISE)
    numbers = dict(shown.values_list("region").annotate(number=Count("pk")).order_by())
    parts = {WHOLE: shown}
    for name, digits in DIGITS.items():
        totals: Counter[str] = Counter()
        for code, number in numbers.items():
            totals[code[:digits]] += number
        parts[name] = shown.within(totals.most_common(1)[0][0])
    return parts


def _trees(size: int) -> dict[str, OrganisationQuerySet]:
    """Return all bodies, and those that the county which has most, its city and its province reach."""
    numbers = _rows(size).filter(superior_tier=rules.TIERS[rules.Level.COUNTY]).values_list("superior")
    county = _rows(size).get(pk=numbers.annotate(number=Count("pk")).order_by("-number")[0][0])
    above = {body.tier: body for body in _way(county)}
    return {WHOLE: _rows(size)} | {name: _reached(size, above[digits // 2]) for name, digits in DIGITS.items()}


def _reached(size: int, body: Organisation) -> OrganisationQuerySet:
    """Return what somebody reaches who works in a body, by the way that every list of the workbench takes."""
    reaches = {"directory.manage": Reach(stems=frozenset({body.path}))}
    return _rows(size).where_may(Actor(person=None, name="", reaches=reaches), "directory.manage")


def _way(body: Organisation | None) -> Iterator[Organisation]:
    while body is not None:
        yield body
        body = body.superior


def _rows(size: int) -> OrganisationQuerySet:
    rows: OrganisationQuerySet = Organisation.objects.using(str(size))
    return rows


def _browse(size: int, **filters: str) -> Callable[[], object]:
    given = dict.fromkeys(bodies.FILTERS, "") | filters
    return lambda: bodies.browse(_rows(size).published(), given)
