"""How answers are written in numbers, so that PostgreSQL counts them without reading them (FRM-09). No tables.

A codebook gives each thing that is counted a place: in `codes` a question answered from a list (one choice is the
number of the choice; several are a sum of powers of two, 60 choices to a place), in `figures` a number as it is. It
only ever grows: a choice that a later version leaves out keeps its number.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Any

from kexie.engines.questionnaires.rules.definitions import Definition, Item
from kexie.engines.questionnaires.rules.judging import Answers
from kexie.engines.questionnaires.rules.kinds import NUMERIC, ONE_OF, Kind

BITS = 60  # choices to a place: a bigint holds 63
Codebook = dict[str, Any]  # JSON: {"codes": n, "figures": n, "places": {name: {...}}}


def grown(book: Mapping[str, Any], definition: Definition) -> Codebook:
    """Return the codebook with a place for everything that this version counts."""
    new: Codebook = deepcopy(dict(book)) or {"codes": 0, "figures": 0, "places": {}}
    for item in definition.items:
        for name in _names(item):
            _place(new, name, item)
    return new


def _names(item: Item) -> list[str]:
    """What is counted of an item: itself, or each line of a grid."""
    if item.kind in {Kind.GRID, Kind.GRID_MULTIPLE, Kind.GRID_NUMBER}:
        return [f"{item.key}.{row.key}" for row in item.rows]
    if item.kind in ONE_OF | NUMERIC | {Kind.MULTIPLE, Kind.RANKING}:
        return [item.key]
    return []


def _place(book: Codebook, name: str, item: Item) -> None:
    if item.kind in NUMERIC or item.kind == Kind.GRID_NUMBER:
        if name not in book["places"]:
            book["places"][name] = {"figure": book["figures"]}
            book["figures"] += 1
        return
    place = book["places"].setdefault(name, {"code": [], "choices": {}, "how": _how(item.kind)})
    for choice in item.choices:
        place["choices"].setdefault(choice.key, len(place["choices"]))
    needed = _width(place["how"], len(place["choices"]))
    while len(place["code"]) < needed:
        place["code"].append(book["codes"])
        book["codes"] += 1


def _how(kind: Kind) -> str:
    if kind == Kind.RANKING:
        return "rank"
    return "many" if kind in {Kind.MULTIPLE, Kind.GRID_MULTIPLE} else "one"


def _width(how: str, choices: int) -> int:
    """How many places the answer takes: one, one for every 60 choices, or one for each choice's rank."""
    return {"one": 1, "many": -(-choices // BITS), "rank": choices}[how]


def coded(book: Mapping[str, Any], answers: Answers) -> tuple[list[int | None], list[Decimal | None]]:
    """Return answers as `codes` and `figures`; what is not answered has none."""
    codes: list[int | None] = [None] * book["codes"]
    figures: list[Decimal | None] = [None] * book["figures"]
    for name, place in book["places"].items():
        answer = _answer(answers, name)
        if answer is None:
            continue
        if "figure" in place:
            figures[place["figure"]] = Decimal(answer)
        else:
            _write(codes, place, answer)
    return codes, figures


def _answer(answers: Answers, name: str) -> Any:  # noqa: ANN401 - text, or a list of texts
    key, _, row = name.partition(".")
    answer = answers.get(key)
    return answer.get(row) if isinstance(answer, dict) else answer


def _write(codes: list[int | None], place: Mapping[str, Any], answer: str | Sequence[str]) -> None:
    numbers, places = place["choices"], place["code"]
    if isinstance(answer, str):
        codes[places[0]] = numbers[answer]
    elif place["how"] == "rank":
        for rank, key in enumerate(answer, 1):
            codes[places[numbers[key]]] = rank
    else:
        for key in answer:
            at = places[numbers[key] // BITS]
            codes[at] = (codes[at] or 0) | 1 << numbers[key] % BITS
