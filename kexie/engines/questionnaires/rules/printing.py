"""How questions are put on paper, where nothing hides by itself (FRM-11). No tables, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kexie.engines.questionnaires.rules.definitions import Choice, Definition, Item
from kexie.engines.questionnaires.rules.kinds import BEST_RATING, GRIDS, LISTED, UPLOADED, Kind

LINES = {Kind.PARAGRAPH: 5, Kind.SIGNATURE: 1}
OWN = "：________"
PROMPTS = {Kind.DATE: "例如 2026-05-01", Kind.TIME: "例如 09:30", Kind.IMAGE: "请把照片附在后面"}


@dataclass(frozen=True)
class Printed:
    """An item as it stands on paper: with a number where it is a question."""

    number: int
    item: Item
    note: str
    options: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    lines: int = 0


def printed(definition: Definition) -> list[Printed]:
    """Return a questionnaire as it stands on paper; what is computed is not asked."""
    numbers = {item.key: at for at, item in enumerate(definition.questions, 1)}
    return [_printed(definition, item, numbers) for item in definition.items if item.kind != Kind.COMPUTED]


def _printed(definition: Definition, item: Item, numbers: dict[str, int]) -> Printed:
    notes = [condition(definition, item.when), _how(item), item.hint, item.note, PROMPTS.get(item.kind, "")]
    note = "；".join(one.rstrip("。") for one in notes if one)
    rows, columns = tuple(row.label for row in item.rows), tuple(choice.label for choice in item.choices)
    number = numbers.get(item.key, 0)
    if item.kind in GRIDS:
        return Printed(number, item, note, columns=() if item.kind == Kind.GRID_NUMBER else columns, rows=rows)
    if item.kind in LISTED:
        return Printed(number, item, note, options=tuple(_option(choice) for choice in item.choices))
    if item.kind in {Kind.RATING, Kind.NPS}:
        points = range(BEST_RATING + 1) if item.kind == Kind.NPS else range(1, int(item.most or 5) + 1)
        return Printed(number, item, note, options=tuple(f"{point} 分" for point in points))
    lines = LINES.get(item.kind, 1) if number and item.kind not in UPLOADED - {Kind.SIGNATURE} else 0
    return Printed(number, item, note, lines=lines)


def _option(choice: Choice) -> str:
    return f"{choice.label}{OWN}" if choice.has_text else choice.label


def _how(item: Item) -> str:
    words = {
        Kind.MULTIPLE: f"可多选，最多 {item.most} 项" if item.most else "可多选",
        Kind.GRID_MULTIPLE: "每行可多选",
        Kind.RANKING: "请在方框里按顺序写 1、2、3……",
        Kind.FILE: "请附在后面",
    }
    return "；".join(one for one in ("必填" if item.is_required else "", words.get(item.kind, "")) if one)


def condition(definition: Definition, when: Sequence[Any]) -> str:
    """Return for whom a question is, in words; what is more than a few choices is told in general.

    >>> from kexie.engines.questionnaires.rules.definitions import read
    >>> choices = [{"key": "a1", "label": "培训"}]
    >>> found = read({"title": "", "items": [{"key": "q1", "kind": "single", "choices": choices}]})
    >>> condition(found, ["chosen", "q1", "a1"]), condition(found, ["=", ["ref", "q1"], ["text", "a1"]])
    ('第 1 题选“培训”的回答', '符合条件的回答')
    """
    if not when:
        return ""
    word, *parts = when
    every = {"and": "、并且", "or": "、或者"}.get(word, "")
    told = [_chosen(definition, part) for part in parts] if every else [_chosen(definition, when)]
    return f"{every.join(told)}的回答" if all(told) else "符合条件的回答"


def _chosen(definition: Definition, when: Any) -> str:  # noqa: ANN401 - a part of a condition
    if isinstance(when, list) and when[:1] == ["not"]:
        return _chosen(definition, when[1]).replace("选“", "没有选“", 1)
    if not isinstance(when, list) or when[:1] != ["chosen"]:
        return ""
    items = {item.key: item for item in definition.items}
    labels = {choice.key: choice.label for choice in items[when[1]].choices} if when[1] in items else {}
    return f"{definition.place(when[1])}选“{labels[when[2]]}”" if when[2] in labels else ""
