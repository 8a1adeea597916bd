"""How many members there are, of which kinds, and how they come and go: for a body, or for all below an association.

A body's are counted when they are asked for, by an index that holds all of it (`member_numbers`); an association's
are read from what is counted as members come and go. Of other bodies' members few are not told apart (SEC-06, MEM-10).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.urls import reverse

from kexie.areas.membership import rules
from kexie.areas.membership.models import MemberQuerySet
from kexie.core import clock
from kexie.engines.indicators import queries as indicators
from kexie.engines.sheets import queries as sheets
from kexie.engines.sheets.rules import Column
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.organisations.rules import BODY_TIER, WITH_MEMBERS

YEARS = 10  # the last ones are told one by one
MOST = 20  # departments and fields
PLACES = 200
PROPERTIES = ("sex", "education", "rank", "category")
FEW = f"少于 {rules.FEW}"
HIDDEN = "不显示"
COLUMNS = (
    Column("part", "分类", width=18),
    Column("label", "项目", width=24),
    Column("number", "人数", width=12),
    Column("share", "占比", width=12),
)


@dataclass(frozen=True)
class Line:
    """One row of a breakdown; `number` is None where it is not told."""

    label: str
    number: int | None
    words: str
    share: int | None = None


@dataclass(frozen=True)
class Part:
    """One breakdown: what it is by, what it shows, its rows."""

    label: str
    finding: str
    lines: list[Line]


@dataclass(frozen=True)
class Year:
    """How many came and went in a year, and how many there were at its end; None where that is not told."""

    label: str
    joined: Line
    lost: Line
    net: str


@dataclass(frozen=True)
class Place:
    """The number of members of a body below."""

    name: str
    url: str
    number: int
    share: int


@dataclass(frozen=True)
class Numbers:
    """All that the page shows."""

    total: int
    joined: Line
    lost: Line
    parts: list[Part]
    years: list[Year]
    places: list[Place]
    is_whole: bool
    at: datetime


@dataclass(frozen=True)
class Counts:
    """What is counted: members on the roll by each value of each property, and how many came and went by year."""

    total: int
    by: Mapping[str, Mapping[str, int]]
    gained: Mapping[int, int]
    lost: Mapping[int, int]


def numbers(rows: MemberQuerySet, bodies: OrganisationQuerySet, body: Organisation, *, is_whole: bool) -> Numbers:
    """Return the numbers of a body, or of all below an association; whole ones tell small numbers, too."""
    today, is_body = clock.today(), body.tier == BODY_TIER
    found = _of_body(rows.under(body).order_by()) if is_body else _of_association(body)
    years = _years(found.gained, found.lost, this=today.year, is_whole=is_whole)
    parts = list(_parts(found.by, today, is_whole)) if is_whole or found.total >= rules.FEW else []
    if is_whole and is_body:  # texts of the body's own, told to nobody else
        roll = rows.under(body).order_by().on_roll()
        parts += [_common(roll, "department", "部门"), _common(roll, "discipline", "专业领域")]
    return Numbers(
        total=found.total,
        joined=years[0].joined,
        lost=years[0].lost,
        parts=parts,
        years=years,
        places=[] if is_body else _places(rows, bodies, body),
        is_whole=is_whole,
        at=clock.now(),
    )


def _of_body(below: MemberQuerySet) -> Counts:
    """Count a body's members by the index that holds all of it; what has few values is counted together, in one go."""
    roll, entered = below.on_roll(), ExtractYear("joined_on")
    by: dict[str, Counter[str]] = {name: Counter() for name in PROPERTIES}
    for *values, number in roll.values_list(*PROPERTIES).annotate(number=Count("pk")):
        for name, value in zip(PROPERTIES, values, strict=True):
            by[name][value] += number
    by["born"] = Counter({str(year or ""): number for year, number in _counts(roll, "birth_year").items()})
    by["joined"] = Counter({str(year): number for year, number in _counts(roll, entered).items()})
    gained, lost = _counts(below, entered), _counts(below.gone(), ExtractYear("ended_on"))
    return Counts(by["sex"].total(), by, gained, lost)


def _of_association(body: Organisation) -> Counts:
    """Read what is counted of all members below an association as they come and go: at any size a few hundred rows."""
    by = _facets(indicators.amounts(rules.MEMBERS.code, body))
    changes = _facets(indicators.amounts(rules.MEMBER_CHANGES.code, body))
    gained, lost = (
        {int(year): number for year, number in changes.get(word, {}).items()} for word in ("gained", "lost")
    )
    return Counts(by.get("all", {}).get("", 0), by, gained, lost)


def _facets(amounts: Mapping[str, int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for facet, number in amounts.items():
        name, _, value = facet.partition(":")
        found.setdefault(name, {})[value] = number
    return found


def _counts(rows: MemberQuerySet, by: Any) -> dict[Any, int]:  # noqa: ANN401 - a column or an expression
    """Count by one thing."""
    return dict(rows.values_list(by).annotate(number=Count("pk")))


def _parts(by: Mapping[str, Mapping[str, int]], today: date, is_whole: bool) -> Iterable[Part]:
    ages = _grouped(by.get("born", {}), lambda born: rules.age_band(int(born) if born else None, year=today.year))
    bands = [*(label for _, label in rules.AGE_BANDS), rules.UNKNOWN]
    yield part("年龄", [(band, ages[band]) for band in bands], is_whole=is_whole)
    for name, label, labels in (
        ("sex", "性别", rules.SEX_LABELS),
        ("education", "学历", rules.EDUCATION_LABELS),
        ("rank", "职称或技能等级", rules.RANK_LABELS),
        ("category", "人员类别", rules.CATEGORY_LABELS),
    ):
        yield part(label, _labelled(by.get(name, {}), labels), is_whole=is_whole)
    first = today.year - YEARS + 1
    early = f"{first} 年以前"
    since = _grouped(by.get("joined", {}), lambda year: f"{year} 年" if int(year) >= first else early)
    names = [*(f"{year} 年" for year in range(today.year, first - 1, -1)), early]
    yield part("入会年份", [(name, since[name]) for name in names], is_whole=is_whole)


def _grouped(counts: Mapping[str, int], group: Callable[[str], str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for value, number in counts.items():
        found[group(value)] += number
    return found


def _labelled(counts: Mapping[Any, int], labels: Mapping[Any, str]) -> list[tuple[str, int]]:
    rows = [(label, counts.get(word.value, 0)) for word, label in labels.items()]
    return [*rows, (rules.UNKNOWN, counts.get("", 0))]


def _common(roll: MemberQuerySet, name: str, label: str) -> Part:
    """Return the breakdown by a text of the body's own, the most frequent first."""
    counts = _counts(roll, name)
    known = sorted(((text, number) for text, number in counts.items() if text), key=lambda row: (-row[1], row[0]))
    rest = sum(number for _, number in known[MOST:])
    rows = [*known[:MOST], *([("其他", rest)] if rest else []), (rules.UNKNOWN, counts.get("", 0))]
    return part(label, rows, is_whole=True)


def part(label: str, rows: Sequence[tuple[str, int]], *, is_whole: bool) -> Part:
    """Return a breakdown with shares; small numbers are hidden from those who are not of the body."""
    shown = [row for row in rows if row[1] or row[0] != rules.UNKNOWN]
    total = sum(number for _, number in shown)
    secret = set() if is_whole else rules.hidden([number for _, number in shown])
    lines = [_line(name, number, total, is_hidden=place in secret) for place, (name, number) in enumerate(shown)]
    told = [line for line in lines if line.number and line.label != rules.UNKNOWN]
    most = max(told, key=lambda line: line.number or 0, default=None)
    finding = f"{most.label}最多，占 {most.share}%" if most and len(told) > 1 else ""
    return Part(label, finding, lines)


def _line(label: str, number: int, total: int, *, is_hidden: bool = False) -> Line:
    if is_hidden:
        return Line(label, None, FEW if number < rules.FEW else HIDDEN)
    return Line(label, number, f"{number:,}", round(100 * number / total) if total else 0)


def _years(joined: Mapping[int, int], lost: Mapping[int, int], *, this: int, is_whole: bool) -> list[Year]:
    """Return the last years, the latest first."""
    years = range(this, this - YEARS, -1)
    came, went = [joined.get(year, 0) for year in years], [lost.get(year, 0) for year in years]
    most = max([*came, *went, 1])
    found = []
    for at, year in enumerate(years):
        one = _line("入会", came[at], most, is_hidden=not is_whole and 0 < came[at] < rules.FEW)
        other = _line("终止", went[at], most, is_hidden=not is_whole and 0 < went[at] < rules.FEW)
        told = one.number is not None and other.number is not None
        found.append(Year(f"{year} 年", one, other, f"{came[at] - went[at]:+,}" if told else HIDDEN))
    return found


def _places(rows: MemberQuerySet, bodies: OrganisationQuerySet, body: Organisation) -> list[Place]:
    """Return the numbers of the associations and bodies directly below, the largest first."""
    below = bodies.live().filter(superior=body)
    associations = list(below.associations().values_list("pk", flat=True))
    counts = indicators.amounts_of(rules.MEMBERS.code, associations, facet="all")
    own = below.filter(kind__in=WITH_MEMBERS)
    counts |= _counts(rows.on_roll().filter(organisation__in=own.values("pk")).order_by(), "organisation")
    found = bodies.filter(pk__in=list(counts))
    known = sorted(found, key=lambda one: (-counts[one.pk], one.name_key, one.pk))[:PLACES]
    most = max((counts[one.pk] for one in known), default=0)
    return [_place(one, counts[one.pk], most) for one in known]


def _place(body: Organisation, number: int, most: int) -> Place:
    return Place(
        body.called, reverse("membership:numbers", args=[body.code]), number, round(100 * number / most) if most else 0
    )


def tally(found: Numbers, body: Organisation) -> bytes:
    """Return the numbers as a table to take away."""
    rows = [{"part": "合计", "label": "在册会员", "number": found.total, "share": ""}]
    rows += [
        {
            "part": one.label,
            "label": line.label,
            "number": line.words if line.number is None else line.number,
            "share": "" if line.share is None else f"{line.share}%",
        }
        for one in found.parts
        for line in one.lines
    ]
    for year in found.years:
        for line in (year.joined, year.lost):
            number = line.words if line.number is None else line.number
            rows.append({"part": f"历年{line.label}", "label": year.label, "number": number, "share": ""})
    rows += [{"part": "各地各单位", "label": place.name, "number": place.number, "share": ""} for place in found.places]
    return sheets.write(COLUMNS, rows, title=f"{body.called}会员统计", notes=notes(found))


def notes(found: Numbers) -> list[str]:
    """Say of when the numbers are, and what is not told."""
    late = "" if found.is_whole else "，最多迟一分钟"
    said = [f"截至 {found.at:%Y-%m-%d %H:%M}{late}", "年龄按出生年份计算，只数在册会员（含退休保留）"]
    return said if found.is_whole else [*said, f"少于 {rules.FEW} 人的分项不显示人数，以保护个人信息"]
