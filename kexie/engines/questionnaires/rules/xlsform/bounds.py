"""What a constraint of XLSForm asks of an answer: lower and upper bound, a pattern, a choice that stands alone."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kexie.engines.questionnaires.rules import patterns
from kexie.engines.questionnaires.rules.kinds import NUMERIC, Kind
from kexie.engines.questionnaires.rules.xlsform.xpath import DAY, SELF, TURNED, Tree, Untold

WORDED = frozenset({Kind.TEXT, Kind.PARAGRAPH})
FIGURES = NUMERIC | {Kind.GRID_NUMBER}
COUNTED = frozenset({Kind.MULTIPLE, Kind.RANKING})
UNREADABLE = "系统不支持这种写法"


def bounded(tree: Tree, made: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return what a constraint says of a question in our words; raises Untold.

    `made` is the question so far, `names` the keys of its choices by their names in the sheet.

    >>> bounded(["and", [">=", ["."], ["number", "1"]], ["<", ["."], ["number", "9"]]], {"kind": "number"}, {})
    {'least': '1', 'most': '8'}
    """
    found: dict[str, Any] = {}
    for part in tree[1:] if tree[0] == "and" else [tree]:
        found |= _part(part, {**made, **found}, names)
    return found


def _part(part: Tree, made: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    kind = Kind(made["kind"])
    if alone := _alone(part):
        return _with_alone(made, names.get(alone, ""))
    if part[0] == "regex" and len(part) == 3 and part[1] == [SELF] and part[2][0] == "text" and kind in WORDED:
        return {"pattern": _pattern(part[2][1])}
    if len(part) != 3 or part[0] not in {"=", "<", "<=", ">", ">="}:
        raise Untold(UNREADABLE)
    word, left, right = part
    if right == [SELF] or right[1:] == [[SELF]]:
        word, left, right = TURNED.get(word, word), right, left
    if left == [SELF]:
        return _bound(word, _value(right), kind, int(made.get("decimals", 0)))
    lengths = {"string-length": WORDED, "count-selected": COUNTED}
    if left[1:] == [[SELF]] and kind in lengths.get(left[0], ()) and right[0] == "number" and right[1].isdigit():
        return _whole(word, int(right[1]))
    raise Untold(UNREADABLE)


def _pattern(text: str) -> str:
    try:
        patterns.plain(text)
    except patterns.Unreadable as unreadable:
        raise Untold(str(unreadable)) from None
    if len(text) > 200:
        raise Untold("规则太长")
    return text


def _value(tree: Tree) -> str:
    if tree[0] in {"number", "text"}:
        return str(tree[1])
    if tree[0] == "date" and len(tree) == 2 and tree[1][0] == "text":
        return str(tree[1][1])
    raise Untold("界限要是固定的数或日期")


def _bound(word: str, value: str, kind: Kind, decimals: int) -> dict[str, Any]:
    shift = _shifted_day if kind == Kind.DATE else _shifted_number if kind in FIGURES else None
    if shift is None:
        raise Untold(UNREADABLE)
    try:
        return _sides(word, lambda by: shift(value, by, decimals))
    except (ValueError, ArithmeticError):
        raise Untold("界限要是固定的数或日期") from None


def _shifted_number(value: str, by: int, decimals: int) -> str:
    number = Decimal(value) + by * Decimal(1).scaleb(-decimals)
    return format(number.normalize() if number else Decimal(0), "f")


def _shifted_day(value: str, by: int, decimals: int) -> str:
    del decimals
    if not DAY.fullmatch(value):
        raise ValueError(value)
    return (date.fromisoformat(value) + timedelta(days=by)).isoformat()


def _whole(word: str, number: int) -> dict[str, Any]:
    return _sides(word, lambda by: str(max(number + by, 0)))


def _sides(word: str, shifted: Callable[[int], str]) -> dict[str, Any]:
    """The bounds that a comparison sets; what must be above a value is at least the next one."""
    sides = {
        ">=": (("least", 0),),
        ">": (("least", 1),),
        "<=": (("most", 0),),
        "<": (("most", -1),),
        "=": (("least", 0), ("most", 0)),
    }
    return {name: shifted(by) for name, by in sides[word]}


def _alone(tree: Tree) -> str:
    """The choice that goes with no other, in the two ways in which forms say so; empty where this says nothing so."""
    one, several = [["count-selected", [SELF]], ["number", "1"]], ["number", "1"]
    if tree[0] == "not" and tree[1][0] == "and" and len(tree[1]) == 3:
        chosen, counted = tree[1][1:]
        if counted == [">", ["count-selected", [SELF]], several]:
            return _chosen(chosen)
    if tree[0] == "if" and len(tree) == 4 and tree[3] == ["true"] and tree[2][1:] == one and tree[2][0] in {"=", "<="}:
        return _chosen(tree[1])
    return ""


def _chosen(tree: Tree) -> str:
    is_meant = tree[0] == "selected" and len(tree) == 3 and tree[1] == [SELF] and tree[2][0] in {"text", "number"}
    return str(tree[2][1]) if is_meant else ""


def _with_alone(made: Mapping[str, Any], key: str) -> dict[str, Any]:
    choices = [{**one, "is_alone": True} if one["key"] == key else one for one in made.get("choices", [])]
    if made["kind"] != Kind.MULTIPLE or choices == made.get("choices"):
        raise Untold(UNREADABLE)
    return {"choices": choices}
