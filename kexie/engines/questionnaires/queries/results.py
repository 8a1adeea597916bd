"""The results of a collection, live (FRM-08): what was folded, and what waits to be (FRM-09)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connections, transaction

from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Collection
from kexie.engines.questionnaires.queries import places
from kexie.engines.questionnaires.queries.cells import COUNTED
from kexie.engines.questionnaires.queries.questions import Chosen, Question, condition, is_asked_for, is_worded, place
from kexie.engines.questionnaires.rules import ALL, ANSWERED, Item, Kind
from kexie.engines.questionnaires.rules.kinds import ONE_OF, PERSONAL

QUEUE = "SELECT collection_id, codes, figures, amount FROM response_delta WHERE collection_id = %s"
ANSWERS = "SELECT collection_id, codes, figures, 1 AS amount FROM response WHERE {condition}"
NO_VALUE = -2  # no value of anything
# A figure has no value but sums; a value has no sums. The answers are read again for each part rather than copied.
COUNT = f"""
WITH source AS NOT MATERIALIZED ({{source}}), {COUNTED}
SELECT name, value, amount, NULL::numeric AS total, NULL::numeric AS squares, NULL::numeric AS low,
    NULL::numeric AS high
FROM cells UNION ALL SELECT name, NULL, number, total, squares, low, high FROM sums
"""  # noqa: S608 - parts of our own statements alone
COUNT_KEPT = f"""
SELECT name, value, sum(amount)::bigint, sum(total), sum(squares), min(low), max(high) FROM (
    SELECT name, value, amount, NULL::numeric AS total, NULL::numeric AS squares, NULL::numeric AS low,
        NULL::numeric AS high
    FROM response_tally WHERE collection_id = %s
    UNION ALL SELECT name, NULL, number, total, squares, low, high FROM response_total WHERE collection_id = %s
    UNION ALL ({COUNT})
) AS all_parts GROUP BY 1, 2
"""  # noqa: S608 - parts of our own statements alone
# What is kept beside what is counted anew, in one snapshot: how many numbers there are, and how many are wrong.
CHECK = f"""
SELECT count(*), count(*) FILTER (WHERE coalesce(kept.amount, 0) <> coalesce(fresh.amount, 0)
    OR coalesce(kept.total, 0) <> coalesce(fresh.total, 0) OR coalesce(kept.squares, 0) <> coalesce(fresh.squares, 0)
    OR kept.low IS DISTINCT FROM fresh.low OR kept.high IS DISTINCT FROM fresh.high)
FROM ({COUNT_KEPT}) AS kept (name, value, amount, total, squares, low, high)
FULL JOIN ({COUNT}) AS fresh (name, value, amount, total, squares, low, high)
    ON kept.name = fresh.name AND coalesce(kept.value, {NO_VALUE}) = coalesce(fresh.value, {NO_VALUE})
"""  # noqa: S608 - parts of our own statements alone
# Answers are many and the values at their places few: workers would hand over each single one.
ALONE = "SET LOCAL max_parallel_workers_per_gather = 0"
MOST_PLACES = 30  # regions or organisations that are shown one by one


@dataclass(frozen=True)
class Sums:
    """A figure over all answers."""

    number: int
    total: Decimal
    squares: Decimal
    low: Decimal | None
    high: Decimal | None

    @property
    def mean(self) -> Decimal | None:
        """The mean; nobody answered, no mean."""
        return self.total / self.number if self.number else None

    @property
    def deviation(self) -> Decimal | None:
        """How far answers lie from the mean (the sample's standard deviation)."""
        if self.number < 2:
            return None
        spread = (self.squares - self.total * self.total / self.number) / (self.number - 1)
        return max(spread, Decimal(0)).sqrt()


@dataclass(frozen=True)
class Numbers:
    """What the database counted: how many answers have which value of what, and the sums of figures."""

    cells: Mapping[str, Mapping[int, int]]
    sums: Mapping[str, Sums]

    @property
    def total(self) -> int:
        """How many answers count."""
        return self.of(ALL).get(0, 0)

    def of(self, name: str) -> Mapping[int, int]:
        """Return how many have each value of one thing."""
        return self.cells.get(name, {})


@dataclass(frozen=True)
class Line:
    """A bar: how many, which part of those who answered."""

    label: str
    number: int
    share: Decimal | None
    note: str = ""


@dataclass(frozen=True)
class Grid:
    """A grid: its columns, and each line with how many answered it and its cells."""

    columns: Sequence[str]
    lines: Sequence[tuple[str, int, Sequence[tuple[str, str]]]]


@dataclass(frozen=True)
class Part:
    """What came of one question."""

    question: Question
    answered: int | None = None
    lines: Sequence[Line] = ()
    facts: Sequence[tuple[str, str]] = ()
    grid: Grid | None = None
    is_text: bool = False
    is_personal: bool = False

    @property
    def kind(self) -> str:
        """The kind of question in words."""
        return rules.KIND_LABELS[self.question.item.kind]

    @property
    def is_worded(self) -> bool:
        """Whether the words of its answers can be counted."""
        return is_worded(self.question.item)

    @property
    def is_drawn(self) -> bool:
        """Whether there is a chart or a table of it."""
        return bool(self.answered and (self.lines or self.grid))

    @property
    def is_uploaded(self) -> bool:
        """Whether it was answered with files."""
        return self.question.item.kind in rules.UPLOADED

    @property
    def has_own_words(self) -> bool:
        """Whether a choice had room for own words."""
        return any(choice.has_text for choice in self.question.item.choices)


@dataclass(frozen=True)
class Summary:
    """The results of a collection, question by question."""

    total: int
    parts: Sequence[Part] = field(default_factory=list)


def summary(collection: Collection, asked: Iterable[Question], meant: Chosen | None = None) -> Summary:
    """Return the results, of all answers or of those who chose something."""
    found = numbers(collection, meant)
    return Summary(found.total, [_part(collection, one, found, meant) for one in asked])


def numbers(collection: Collection, meant: Chosen | None = None) -> Numbers:
    """Return what is counted: of all from the tallies and the queue, of some from their answers."""
    database = collection.tallies.all().db
    with transaction.atomic(using=database), connections[database].cursor() as cursor:
        if meant is None:
            cursor.execute(COUNT_KEPT.format(source=QUEUE), [collection.pk] * 3)
        else:
            words, given = condition(collection, meant)
            cursor.execute(ALONE)
            cursor.execute(COUNT.format(source=ANSWERS.format(condition=words)), given)
        return _numbers(cursor.fetchall())


def _numbers(rows: Iterable[tuple[Any, ...]]) -> Numbers:
    cells: dict[str, dict[int, int]] = defaultdict(dict)
    sums: dict[str, Sums] = {}
    for name, value, amount, *rest in rows:
        if value is None:
            sums[name] = Sums(amount, *rest)
        else:
            cells[name][value] = amount
    return Numbers(cells, sums)


def checked(collection: Collection) -> tuple[int, int]:
    """Return how many numbers are kept of a collection, and how many of them the answers do not bear out."""
    words, given = condition(collection, None)
    statement = CHECK.replace("{source}", QUEUE, 1).replace("{source}", ANSWERS.format(condition=words), 1)
    database = collection.tallies.all().db
    with transaction.atomic(using=database), connections[database].cursor() as cursor:
        cursor.execute(ALONE)
        cursor.execute(statement, [*[collection.pk] * 3, *given])
        figures, wrong = cursor.fetchone()
    return figures, wrong


def _part(collection: Collection, question: Question, found: Numbers, meant: Chosen | None) -> Part:
    item = question.item
    if item.kind in rules.PLACED:
        return Part(question, **_places(collection, item, meant))
    if make := PARTS.get(item.kind):
        return Part(question, **make(collection, item, found))
    return Part(question, is_text=is_asked_for(item) and item.kind not in PERSONAL, is_personal=item.kind in PERSONAL)


def _places(collection: Collection, item: Item, meant: Chosen | None) -> dict[str, Any]:
    """The regions or organisations that most people named, and how many there are besides."""
    counted = places.counted(collection, item, meant)
    answered = sum(number for _, number in counted)
    shown, rest = counted[:MOST_PLACES], counted[MOST_PLACES:]
    lines = [Line(label, number, rules.share(number, answered)) for label, number in shown]
    if rest:
        number = sum(number for _, number in rest)
        lines.append(Line(f"另外 {len(rest)} 个", number, rules.share(number, answered)))
    return {"answered": answered, "lines": lines}


def _one(collection: Collection, item: Item, found: Numbers) -> dict[str, Any]:
    values = found.of(item.key)
    answered = sum(values.values())
    return {"answered": answered, "lines": _lines(collection, item, values, answered)}


def _many(collection: Collection, item: Item, found: Numbers) -> dict[str, Any]:
    values = found.of(item.key)
    answered = values.get(ANSWERED, 0)
    return {"answered": answered, "lines": _lines(collection, item, values, answered)}


def _lines(collection: Collection, item: Item, values: Mapping[int, int], answered: int) -> list[Line]:
    coded = place(collection, item.key).get("choices", {})
    counted = [(choice.label, values.get(coded.get(choice.key, ANSWERED - 1), 0)) for choice in item.choices]
    return [Line(label, number, rules.share(number, answered)) for label, number in counted]


def _ranks(collection: Collection, item: Item, found: Numbers) -> dict[str, Any]:
    """The choices by their mean rank; the bar is how often each came first."""
    values, coded = found.of(item.key), place(collection, item.key).get("choices", {})
    answered = values.get(ANSWERED, 0)
    lines: list[tuple[Decimal, Line]] = []
    for choice in item.choices:
        first = coded.get(choice.key, 0) * rules.RANKS
        ranks = {value - first: number for value, number in values.items() if first < value < first + rules.RANKS}
        mean = rules.mean(ranks)
        line = Line(choice.label, ranks.get(1, 0), rules.share(ranks.get(1, 0), answered), f"平均第 {mean} 位")
        lines.append((mean or Decimal(rules.RANKS), line if mean else Line(choice.label, 0, None)))
    return {"answered": answered, "lines": [line for _, line in sorted(lines, key=lambda one: one[0])]}


def _scores(_: Collection, item: Item, found: Numbers) -> dict[str, Any]:
    values = found.of(item.key)
    answered = sum(values.values())
    is_nps = item.kind == Kind.NPS
    scale = range(11) if is_nps else range(1, int(item.most or 5) + 1)
    lines = [Line(f"{score} 分", values.get(score, 0), rules.share(values.get(score, 0), answered)) for score in scale]
    facts = [("平均分", rules.plain(rules.mean(values)))]
    if is_nps:
        facts.insert(0, ("净推荐值", rules.plain(rules.nps(values))))
    return {"answered": answered, "lines": lines[::-1], "facts": facts}


def _figure(_: Collection, item: Item, found: Numbers) -> dict[str, Any]:
    sums = found.sums.get(item.key)
    if sums is None or not sums.number:
        return {"answered": 0}
    unit = f" {item.unit}" if item.unit else " 元" if item.kind == Kind.MONEY else ""
    words = (("平均", sums.mean), ("合计", sums.total), ("最小", sums.low), ("最大", sums.high))
    facts = [(label, f"{rules.plain(value)}{unit}") for label, value in words]
    return {"answered": sums.number, "facts": [*facts, ("标准差", rules.plain(sums.deviation))]}


def _grid(collection: Collection, item: Item, found: Numbers) -> dict[str, Any]:
    lines = []
    for row in item.rows:
        name = f"{item.key}.{row.key}"
        values, coded = found.of(name), place(collection, name).get("choices", {})
        answered = values.get(ANSWERED, 0) if item.kind == Kind.GRID_MULTIPLE else sum(values.values())
        counted = [values.get(coded.get(choice.key, ANSWERED - 1), 0) for choice in item.choices]
        cells = [(f"{number:,}", f"{rules.share(number, answered)}%" if answered else "") for number in counted]
        lines.append((row.label, answered, cells))
    grid = Grid([one.label for one in item.choices], lines)
    return {"answered": max((line[1] for line in lines), default=0), "grid": grid}


def _figures(_: Collection, item: Item, found: Numbers) -> dict[str, Any]:
    lines = []
    for row in item.rows:
        sums = found.sums.get(f"{item.key}.{row.key}")
        told = (sums.mean, sums.total, sums.low, sums.high) if sums and sums.number else (None,) * 4
        lines.append((row.label, sums.number if sums else 0, [(rules.plain(value), "") for value in told]))
    grid = Grid(("平均", "合计", "最小", "最大"), lines)
    return {"answered": max((line[1] for line in lines), default=0), "grid": grid}


PARTS: Mapping[Kind, Callable[[Collection, Item, Numbers], dict[str, Any]]] = {
    **dict.fromkeys(ONE_OF, _one),
    Kind.MULTIPLE: _many,
    Kind.RANKING: _ranks,
    **dict.fromkeys(rules.SCORED, _scores),
    **dict.fromkeys((Kind.NUMBER, Kind.MONEY, Kind.COMPUTED), _figure),
    **dict.fromkeys((Kind.GRID, Kind.GRID_MULTIPLE), _grid),
    Kind.GRID_NUMBER: _figures,
}
