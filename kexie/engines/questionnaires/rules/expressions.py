"""Conditions and formulas over earlier answers, as data that the browser and the server read alike (FRM-02, FRM-04).

An expression is a list: its word, then what it is about. `static/questionnaires/judge.js` evaluates the same lists;
both count in exact fractions, so that they never differ by rounding.

    ["ref", "q1"]               the answer: a number, or a text (the key of a choice)
    ["number", "1.5"]  ["text", "a1"]
    ["and", x, y, ...]  ["or", x, y, ...]  ["not", x]
    ["answered", "q1"]          whether there is an answer
    ["chosen", "q1", "a1"]      whether the choice is among those chosen
    ["count", "q1"]             how many choices, files or lines there are
    ["=", x, y]  != < <= > >=   of two numbers or two texts; with no answer on one side only != holds
    ["+", x, y, ...]  - * /     with no answer in it, or divided by zero, it has none itself
    ["min", x, y, ...]  max     of the answers there are
    ["if", condition, x, y]
"""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from functools import reduce
from typing import Any

from kexie.engines.questionnaires.rules.kinds import LISTED, NUMERIC, UPLOADED, Kind

MAX_DEPTH = 12
MAX_WORDS = 200


class Type(StrEnum):
    """What an expression gives."""

    TRUTH = "truth"
    NUMBER = "number"
    TEXT = "text"


TEXTUAL = frozenset({Kind.SINGLE, Kind.DROPDOWN, Kind.TEXT, Kind.PARAGRAPH, Kind.DATE, Kind.TIME, Kind.REGION})
ORDERED = frozenset({Kind.DATE, Kind.TIME})  # texts with a before and an after
MANY = frozenset({Kind.MULTIPLE, Kind.RANKING}) | UPLOADED | {Kind.GRID, Kind.GRID_MULTIPLE, Kind.GRID_NUMBER}
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
ARITHMETIC = ("+", "-", "*", "/")

Answer = str | list[str] | dict[str, Any] | None
Value = bool | Fraction | str | None


class Senseless(Exception):
    """An expression that cannot be evaluated; says why in Chinese."""


def references(expression: Sequence[Any]) -> Iterator[str]:
    """Give the keys of the questions that an expression asks about."""
    if expression and expression[0] in {"ref", "answered", "chosen", "count"}:
        yield str(expression[1])
        return
    for part in expression[1:]:
        if isinstance(part, list):
            yield from references(part)


def type_of(expression: Any, kinds: Mapping[str, Kind], *, depth: int = 0) -> Type:  # noqa: ANN401 - data from outside
    """Return what an expression gives, with the kinds of the questions before it; raises Senseless.

    >>> type_of([">", ["ref", "age"], ["number", "40"]], {"age": Kind.NUMBER})
    <Type.TRUTH: 'truth'>
    """
    if depth > MAX_DEPTH:
        raise Senseless("条件套得太深了")
    if not isinstance(expression, list) or not expression or not isinstance(expression[0], str):
        raise Senseless("条件写得不完整")
    word, *parts = expression
    check = CHECKS.get(word)
    if not check:
        raise Senseless(f"不认识“{word[:20]}”")
    return check(word, parts, kinds, depth + 1)


def _leaf(word: str, parts: list[Any], kinds: Mapping[str, Kind], depth: int) -> Type:
    del kinds, depth
    if len(parts) != 1 or not isinstance(parts[0], str):
        raise Senseless("条件写得不完整")
    if word == "text":
        return Type.TEXT
    try:
        Fraction(parts[0])
    except (ValueError, ZeroDivisionError):
        raise Senseless(f"“{parts[0][:20]}”不是数字") from None
    if "/" in parts[0] or "e" in parts[0].lower() or "_" in parts[0] or not parts[0].isascii():
        raise Senseless(f"“{parts[0][:20]}”不是数字")
    return Type.NUMBER


def _kind(parts: list[Any], kinds: Mapping[str, Kind]) -> Kind:
    if not parts or not isinstance(parts[0], str) or parts[0] not in kinds:
        raise Senseless("用到的题目不在它前面，或者已经删除")
    return kinds[parts[0]]


def _about(word: str, parts: list[Any], kinds: Mapping[str, Kind], depth: int) -> Type:
    del depth
    kind = _kind(parts, kinds)
    if len(parts) != (2 if word == "chosen" else 1) or not all(isinstance(part, str) for part in parts):
        raise Senseless("条件写得不完整")
    if word == "ref":
        if kind in NUMERIC:
            return Type.NUMBER
        if kind in TEXTUAL:
            return Type.TEXT
        raise Senseless("这种题的答案不能直接比较")
    if word == "chosen" and kind not in LISTED:
        raise Senseless("只有选择题才能问选了哪一项")
    if word == "count" and kind not in MANY:
        raise Senseless("只有能答多项的题才能数个数")
    return Type.NUMBER if word == "count" else Type.TRUTH


def _truths(word: str, parts: list[Any], kinds: Mapping[str, Kind], depth: int) -> Type:
    if not parts or (word == "not" and len(parts) != 1):
        raise Senseless("条件写得不完整")
    if any(type_of(part, kinds, depth=depth) != Type.TRUTH for part in parts):
        raise Senseless("“并且”“或者”两边都要是条件")
    return Type.TRUTH


def _comparison(word: str, parts: list[Any], kinds: Mapping[str, Kind], depth: int) -> Type:
    if len(parts) != 2:
        raise Senseless("条件写得不完整")
    left, right = (type_of(part, kinds, depth=depth) for part in parts)
    if left != right or left == Type.TRUTH:
        raise Senseless("比较的两边要么都是数字，要么都是文字")
    if left == Type.TEXT and word not in {"=", "!="}:
        asked = [part for part in parts if part[0] == "ref"]
        if not asked or any(kinds[part[1]] not in ORDERED for part in asked):
            raise Senseless("文字只能比较是否相同")
    return Type.TRUTH


def _numbers(word: str, parts: list[Any], kinds: Mapping[str, Kind], depth: int) -> Type:
    del word
    if len(parts) < 2:
        raise Senseless("算式写得不完整")
    if any(type_of(part, kinds, depth=depth) != Type.NUMBER for part in parts):
        raise Senseless("只有数字才能计算")
    return Type.NUMBER


def _choice_of(word: str, parts: list[Any], kinds: Mapping[str, Kind], depth: int) -> Type:
    del word
    if len(parts) != 3:
        raise Senseless("算式写得不完整")
    condition, first, second = (type_of(part, kinds, depth=depth) for part in parts)
    if condition != Type.TRUTH or first != second:
        raise Senseless("“如果”的两种结果要么都是数字，要么都是文字")
    return first


CHECKS: dict[str, Callable[[str, list[Any], Mapping[str, Kind], int], Type]] = {
    **dict.fromkeys(("number", "text"), _leaf),
    **dict.fromkeys(("ref", "answered", "chosen", "count"), _about),
    **dict.fromkeys(("and", "or", "not"), _truths),
    **dict.fromkeys(COMPARISONS, _comparison),
    **dict.fromkeys((*ARITHMETIC, "min", "max"), _numbers),
    "if": _choice_of,
}


def size(expression: Sequence[Any]) -> int:
    """Return how many words an expression has."""
    return 1 + sum(size(part) for part in expression[1:] if isinstance(part, list))


def evaluate(expression: Sequence[Any], answers: Mapping[str, Answer], kinds: Mapping[str, Kind]) -> Value:
    """Return what an expression gives for these answers; None where an answer that it needs is missing.

    >>> evaluate(["+", ["ref", "n"], ["number", "0.1"]], {"n": "0.2"}, {"n": Kind.NUMBER})
    Fraction(3, 10)
    """
    word, *parts = expression
    if word in ASKING:
        return ASKING[word](parts, answers.get(parts[0]), kinds)
    if word in {"number", "text"}:
        return Fraction(parts[0]) if word == "number" else str(parts[0])
    if word == "if":
        return evaluate(parts[1] if evaluate(parts[0], answers, kinds) else parts[2], answers, kinds)
    values = (evaluate(part, answers, kinds) for part in parts)
    if word in TRUTHS:
        return TRUTHS[word](values)
    if word in COMPARISONS:
        return _compare(word, *values)
    return _calculate(word, list(values))


def _ref(parts: Sequence[str], answer: Answer, kinds: Mapping[str, Kind]) -> Value:
    if not isinstance(answer, str):
        return None
    return Fraction(answer) if kinds[parts[0]] in NUMERIC else answer


def _is_chosen(parts: Sequence[str], answer: Answer, kinds: Mapping[str, Kind]) -> Value:
    del kinds
    return parts[1] == answer if isinstance(answer, str) else parts[1] in (answer or ())


ASKING: dict[str, Callable[[Sequence[str], Answer, Mapping[str, Kind]], Value]] = {
    "ref": _ref,
    "answered": lambda _parts, answer, _kinds: bool(answer),
    "chosen": _is_chosen,
    "count": lambda _parts, answer, _kinds: Fraction(len(answer or ())),
}
TRUTHS: dict[str, Callable[[Iterator[Value]], bool]] = {"and": all, "or": any, "not": lambda values: not next(values)}


def _compare(word: str, left: Any, right: Any) -> bool:  # noqa: ANN401 - both numbers or both texts, see type_of
    if left is None or right is None:
        return word == "!="
    return ORDERS[word](left, right)


ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _calculate(word: str, values: Sequence[Any]) -> Fraction | None:
    given = [value for value in values if value is not None]
    if word in {"min", "max"}:
        best: Fraction | None = (min if word == "min" else max)(given, default=None)
        return best
    if len(given) < len(values):
        return None
    if word == "/" and not all(given[1:]):
        return None
    result: Fraction = reduce(OPERATIONS[word], given)
    return result


OPERATIONS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": Fraction.__add__,
    "-": Fraction.__sub__,
    "*": Fraction.__mul__,
    "/": Fraction.__truediv__,
}


def rounded(value: Fraction, decimals: int) -> str:
    """Return a number as it is shown, halves away from zero.

    >>> rounded(Fraction(5, 2), 0), rounded(Fraction(-1, 8), 2), rounded(Fraction(1, 2), 2)
    ('3', '-0.13', '0.5')
    """
    scale = 10**decimals
    doubled = abs(value) * scale * 2
    whole = (doubled.numerator // doubled.denominator + 1) // 2
    text = f"{whole // scale}.{whole % scale:0{decimals}d}".rstrip("0").rstrip(".") if decimals else str(whole)
    return f"-{text}" if value < 0 and whole else text
