"""Two questions set against each other (FRM-08): counted in one reading of the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connections

from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Collection
from kexie.engines.questionnaires.queries.questions import Chosen, Question, condition, place
from kexie.engines.questionnaires.rules import Kind
from kexie.engines.questionnaires.rules.codebooks import BITS

# Answers that are alike in both are counted first, then several choices are told apart, one question after the other:
# so each step is small, however many answers there are.
CROSS = """
WITH both_given AS (
    SELECT {a} AS a, {b} AS b, count(*) AS number FROM response
    WHERE {condition} AND ({has_a}) AND ({has_b}) GROUP BY 1, 2
), down AS (
    SELECT x.value, b, sum(number) AS number FROM both_given, LATERAL ({values_a}) AS x GROUP BY 1, 2
), across AS (
    SELECT b, sum(number) AS number FROM both_given GROUP BY 1
)
SELECT down.value, y.value, sum(number)::bigint FROM down, LATERAL ({values_b}) AS y GROUP BY 1, 2
UNION ALL SELECT value, NULL, sum(number)::bigint FROM down GROUP BY 1
UNION ALL SELECT NULL, y.value, sum(number)::bigint FROM across, LATERAL ({values_b}) AS y GROUP BY 2
UNION ALL SELECT NULL, NULL, sum(number)::bigint FROM across
"""
SINGLE = "SELECT {name}[1] AS value"
SEVERAL = f"""
SELECT {BITS} * (part - 1) + place AS value FROM generate_subscripts({{name}}, 1) AS part,
    generate_series(0, {{last}}) AS place WHERE {{name}}[part] >> place & 1 = 1
"""  # noqa: S608 - parts of our own statements alone


@dataclass(frozen=True)
class Cell:
    """How many chose both, and which part that is of the line and of the column."""

    number: int
    of_line: Decimal | None
    of_column: Decimal | None


@dataclass(frozen=True)
class Crosstab:
    """Two questions: of those who answered both, how many chose what. Several choices add up to more than all."""

    down: Question
    across: Question
    columns: Sequence[tuple[str, int]]
    lines: Sequence[tuple[str, int, Sequence[tuple[str, Cell]]]]
    total: int
    is_several: bool


def crosstab(collection: Collection, down: Question, across: Question, meant: Chosen | None = None) -> Crosstab:
    """Return two questions set against each other, of all answers or of those who chose something."""
    words, given = condition(collection, meant)
    parts = {"condition": words} | _parts(collection, down, "a") | _parts(collection, across, "b")
    with connections[collection.tallies.all().db].cursor() as cursor:
        cursor.execute(CROSS.format(**parts), given)
        found = {(x, y): number or 0 for x, y, number in cursor.fetchall()}
    columns = [(label, value, found.get((None, value), 0)) for label, value in _values(collection, across)]
    lines = []
    for label, value in _values(collection, down):
        whole = found.get((value, None), 0)
        cells = [(name, _cell(found.get((value, other), 0), whole, total)) for name, other, total in columns]
        lines.append((label, whole, cells))
    is_several = Kind.MULTIPLE in {down.item.kind, across.item.kind}
    return Crosstab(
        down, across, [(label, total) for label, _, total in columns], lines, found.get((None, None), 0), is_several
    )


def _cell(number: int, of_line: int, of_column: int) -> Cell:
    return Cell(number, rules.share(number, of_line), rules.share(number, of_column))


def _parts(collection: Collection, question: Question, name: str) -> dict[str, str]:
    """Return the parts of the statement for one question; all that is put in are numbers of ours."""
    held = place(collection, question.item.key)
    if "figure" in held:
        column = f"figures[{held['figure'] + 1}]"
        return {name: f"ARRAY[{column}::bigint]", f"has_{name}": f"{column} IS NOT NULL"} | _read(name, SINGLE)
    columns = [f"codes[{at + 1}]" for at in held["code"]]
    has = " OR ".join(f"{column} IS NOT NULL" for column in columns)
    last = min(BITS, len(held["choices"])) - 1
    read = _read(name, SEVERAL.replace("{last}", str(last)) if held["how"] == "many" else SINGLE)
    return {name: f"ARRAY[{', '.join(columns)}]", f"has_{name}": has} | read


def _read(name: str, how: str) -> dict[str, str]:
    return {f"values_{name}": how.format(name=name)}


def _values(collection: Collection, question: Question) -> list[tuple[str, int]]:
    """Return what may be chosen, each with its number."""
    item = question.item
    if item.kind in rules.SCORED:
        scale = range(11) if item.kind == Kind.NPS else range(1, int(item.most or 5) + 1)
        return [(f"{score} 分", score) for score in scale]
    coded: Mapping[str, int] = place(collection, item.key).get("choices", {})
    return [(choice.label, coded[choice.key]) for choice in item.choices if choice.key in coded]
