"""Two collections beside each other: what was asked the same way in both (FRM-08)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kexie.engines.questionnaires.queries.results import Line, Part, Summary


@dataclass(frozen=True)
class Beside:
    """A choice in both waves, and by how many points its part rose or fell."""

    label: str
    now: Line
    before: Line

    @property
    def change(self) -> Decimal | None:
        """The difference of the parts in points; None where one of them is of nobody."""
        if self.now.share is None or self.before.share is None:
            return None
        return self.now.share - self.before.share

    @property
    def change_told(self) -> str:
        """The difference with its sign."""
        return "—" if self.change is None else f"{self.change:+}" if self.change else "0"


@dataclass(frozen=True)
class Pair:
    """A question that both waves asked in the same words, with the same choices."""

    now: Part
    before: Part
    lines: Sequence[Beside]
    facts: Sequence[tuple[str, str, str]]


def beside(now: Summary, before: Summary) -> list[Pair]:
    """Return the questions with the same words, kind, unit and choices in both; keys may differ."""
    former: dict[tuple[object, ...], Part] = {}
    for part in before.parts:
        former.setdefault(_asked(part), part)
    return list(_pairs(now.parts, former))


def _pairs(parts: Iterable[Part], former: dict[tuple[object, ...], Part]) -> Iterable[Pair]:
    for part in parts:
        other = former.get(_asked(part))
        if other is None or not (part.lines or part.facts):
            continue
        lines = {line.label: line for line in other.lines}
        facts = dict(other.facts)
        yield Pair(
            part,
            other,
            [Beside(line.label, line, lines[line.label]) for line in part.lines if line.label in lines],
            [(name, value, facts.get(name, "—")) for name, value in part.facts],
        )


def _asked(part: Part) -> tuple[object, ...]:
    item = part.question.item
    return item.label, item.kind, item.unit, item.most, tuple(sorted(choice.label for choice in item.choices))
