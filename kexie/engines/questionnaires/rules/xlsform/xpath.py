"""Conditions and formulas as XLSForm writes them (a part of XPath), and as `expressions` has them.

Only what both sides mean alike is translated; everything else raises Untold, which says why in Chinese.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kexie.engines.questionnaires.rules.definitions import Item
from kexie.engines.questionnaires.rules.expressions import ARITHMETIC, COMPARISONS, MAX_DEPTH, TEXTUAL
from kexie.engines.questionnaires.rules.kinds import GRIDS, LISTED, NUMERIC, ONE_OF, UPLOADED, Kind

MAX_LENGTH = 4_000
TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>(?:\d+(?:\.\d*)?|\.\d+))
    | (?P<text>"[^"]*"|'[^']*')
    | \$\{\s*(?P<name>[^}\s]+)\s*\}
    | (?P<sign><=|>=|!=|[=<>+*(),-])
    | (?P<self>\.(?!\.))
    | (?P<word>[A-Za-z_][A-Za-z0-9_.:-]*)
    )""",
    re.VERBOSE,
)
CURLY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "，": ",", "（": "(", "）": ")", "\u00a0": " "})
NUMERIC_TEXT = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SELF = "."
Tree = list[Any]


class Untold(Exception):
    """Something that the other side has no like for; says why in Chinese."""


class Asked:
    """The questions that a form has so far: how its own names are called here, and what they ask."""

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self.choices: dict[str, Mapping[str, str]] = {}

    def add(self, name: str, item: Item, choices: Mapping[str, str]) -> None:
        """Remember a question under its name in the sheet, and its choices' keys by their names there."""
        self.items[name], self.choices[name] = item, choices


def parsed(text: str) -> Tree:
    """Return an expression as a tree of calls and signs; raises Untold.

    >>> parsed("${age} >= 18 and selected(${need}, 'a')")
    ['and', ['>=', ['name', 'age'], ['number', '18']], ['selected', ['name', 'need'], ['text', 'a']]]
    """
    if len(text) > MAX_LENGTH:
        raise Untold("太长了")
    return _Parser(text.translate(CURLY)).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        at, text = 0, text.rstrip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found or not found.lastgroup:
                raise Untold(f"看不懂“{text[at : at + 20].strip()}”")
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.at = self.depth = 0

    def whole(self) -> Tree:
        tree = self._level(0)
        if self.at < len(self.tokens):
            raise Untold(f"看不懂“{self.tokens[self.at][1][:20]}”")
        return tree

    def _next(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _take(self, *words: str) -> str:
        kind, word = self._next()
        if kind in {"sign", "word"} and word.lower() in words:
            self.at += 1
            return word.lower()
        return ""

    def _level(self, level: int) -> Tree:
        if level == len(LEVELS):
            return self._one()
        tree = self._level(level + 1)
        while word := self._take(*LEVELS[level]):
            right = self._level(level + 1)
            if tree[0] == word and word in {"and", "or"}:
                tree = [*tree, right]
            else:
                tree = ["/" if word == "div" else word, tree, right]
        return tree

    def _one(self) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH * 6:
            raise Untold("套得太深了")
        kind, word = self._next()
        self.at += 1
        if kind == "number":
            tree: Tree = ["number", word]
        elif kind == "text":
            tree = ["text", word[1:-1]]
        elif kind == "name":
            tree = ["name", word.removeprefix("last-saved#")]
        elif kind == "self":
            tree = [SELF]
        elif word == "(":
            tree = self._level(0)
            self._close()
        elif word == "-":
            inner = self._one()
            tree = ["number", f"-{inner[1]}"] if inner[0] == "number" else ["-", ["number", "0"], inner]
        elif kind == "word" and self._take("("):
            tree = [word, *self._arguments()]
        elif word in {"TRUE", "FALSE"}:  # as spreadsheets write them
            tree = [word.lower()]
        else:
            raise Untold(f"看不懂“{word[:20]}”" if word else "没有写完")
        self.depth -= 1
        return tree

    def _arguments(self) -> list[Tree]:
        if self._take(")"):
            return []
        found = [self._level(0)]
        while self._take(","):
            found.append(self._level(0))
        self._close()
        return found

    def _close(self) -> None:
        if not self._take(")"):
            raise Untold("括号没有成对")


LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div"))


def condition(text: str, asked: Asked) -> Tree:
    """Return a condition over the questions before; an empty one where it always holds. Raises Untold."""
    tree = parsed(text)
    return [] if tree == ["true"] else _truth(tree, asked)


def _truth(tree: Tree, asked: Asked) -> Tree:
    word, *parts = tree
    if word in {"and", "or"}:
        return [word, *(_truth(part, asked) for part in parts)]
    if word == "not" and len(parts) == 1:
        return ["not", _truth(parts[0], asked)]
    if word == "selected" and len(parts) == 2 and parts[0][0] == "name" and parts[1][0] in {"text", "number"}:
        return _chosen(parts[0][1], parts[1][1], asked)
    if word in COMPARISONS:
        return _comparison(word, parts[0], parts[1], asked)
    if word in {"boolean", "string"} and len(parts) == 1 and parts[0][0] == "name":
        return ["answered", _item(parts[0][1], asked).key]
    if word == "false":
        raise Untold("它表示从不显示")
    raise Untold(f"系统没有“{word}”这种条件")


def _item(name: str, asked: Asked) -> Item:
    if name not in asked.items:
        raise Untold(f"用到的“{name}”不在它前面，或者没有带过来")
    return asked.items[name]


def _chosen(name: str, choice: str, asked: Asked) -> Tree:
    item = _item(name, asked)
    if item.kind not in LISTED:
        raise Untold(f"“{name}”不是选择题")
    key = asked.choices[name].get(choice)
    if key is None:
        raise Untold(f"“{name}”没有“{choice[:20]}”这个选项")
    return ["chosen", item.key, key]


def _comparison(word: str, left: Tree, right: Tree, asked: Asked) -> Tree:
    if left[0] in {"text", "number"} and right[0] not in {"text", "number"}:
        left, right, word = right, left, TURNED.get(word, word)
    if left[0] == "string-length" and len(left) == 2 and left[1][0] == "name" and right == ["number", "0"]:
        left, right = left[1], ["text", ""]
        word = {">": "!="}.get(word, word)
    if left[0] == "selected" and right[0] in {"true", "false"}:
        chosen = _truth(left, asked)
        return chosen if (right[0] == "true") == (word == "=") else ["not", chosen]
    if left[0] == "name":
        item = _item(left[1], asked)
        if right == ["text", ""] and word in {"=", "!="}:
            return ["answered", item.key] if word == "!=" else ["not", ["answered", item.key]]
        if item.kind in LISTED and right[0] in {"text", "number"}:
            return _choice(word, left[1], right[1], asked)
        if item.kind in TEXTUAL:
            return [word, ["ref", item.key], _text(right, asked)]
    return [word, number(left, asked), number(right, asked)]


def _choice(word: str, name: str, value: str, asked: Asked) -> Tree:
    if word not in {"=", "!="}:
        raise Untold(f"“{name}”的选项不能比较大小")
    _, key, choice = chosen = _chosen(name, value, asked)
    kind = asked.items[name].kind
    if kind not in ONE_OF:  # its text is then the only one
        chosen = ["and", chosen, ["=", ["count", key], ["number", "1"]]]
        return chosen if word == "=" else ["not", chosen]
    return chosen if word == "=" else ["!=", ["ref", key], ["text", choice]]


def _text(tree: Tree, asked: Asked) -> Tree:
    if tree[0] in {"text", "number"}:
        return ["text", tree[1]]
    if tree[0] in {"date", "string"} and len(tree) == 2 and tree[1][0] == "text":
        return ["text", str(tree[1][1])]
    if tree[0] == "name" and _item(tree[1], asked).kind in TEXTUAL:
        return ["ref", asked.items[tree[1]].key]
    raise Untold("这样的比较系统不支持")


def number(tree: Tree, asked: Asked) -> Tree:
    """Return a number over the questions before; raises Untold."""
    word, *parts = tree
    if word == "number" or (word == "text" and NUMERIC_TEXT.fullmatch(parts[0])):
        return ["number", parts[0].rstrip(".") if not parts[0].startswith(".") else f"0{parts[0]}"]
    if word == "name":
        item = _item(parts[0], asked)
        if item.kind not in NUMERIC:
            raise Untold(f"“{parts[0]}”的答案不是数字")
        return ["ref", item.key]
    if word == "count-selected" and len(parts) == 1 and parts[0][0] == "name":
        return ["count", _item(parts[0][1], asked).key]
    if word in {"number", "int"} and len(parts) == 1 and isinstance(parts[0], list):
        return number(parts[0], asked)
    if (word in ARITHMETIC or word in {"min", "max"}) and len(parts) > 1:
        return [word, *(number(part, asked) for part in parts)]
    if word == "if" and len(parts) == 3:
        return ["if", _truth(parts[0], asked), number(parts[1], asked), number(parts[2], asked)]
    raise Untold(f"系统没有“{word}”这种算法")


TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def written(expression: Sequence[Any], items: Mapping[str, Item]) -> str:
    """Return a condition or formula as XLSForm writes it; raises Untold for what it has no word for."""
    word, *parts = expression
    if word in WRITERS:
        return WRITERS[word](parts, items)
    if word in {"and", "or"}:
        return f" {word} ".join(_held(part, items) for part in parts)
    if word in COMPARISONS:
        return _compared(word, parts, items)
    if word in {"min", "max", "not", "if"}:
        return f"{word}({', '.join(written(part, items) for part in parts)})"
    return f" {'div' if word == '/' else word} ".join(_held(part, items) for part in parts)


def _held(part: Sequence[Any], items: Mapping[str, Item]) -> str:
    text = written(part, items)
    is_whole = part[0] in {"ref", "number", "text", "count", "min", "max", "not", "if"} and not text.startswith("-")
    return text if is_whole else f"({text})"


def _compared(word: str, parts: Sequence[Any], items: Mapping[str, Item]) -> str:
    sides = []
    asked = next((items[part[1]] for part in parts if part[0] == "ref"), None)
    for part in parts:
        text = _held(part, items)
        is_day = asked and asked.kind == Kind.DATE and part[0] == "text"
        if asked and asked.kind == Kind.TIME:
            raise Untold("XLSForm 不能比较时间")
        sides.append(f"date({text})" if is_day else text)
    return f"{sides[0]} {word} {sides[1]}"


def _name(parts: Sequence[Any], items: Mapping[str, Item]) -> str:
    if items[parts[0]].kind in GRIDS:
        raise Untold("XLSForm 不能整体引用矩阵题")
    return f"${{{parts[0]}}}"


def _count(parts: Sequence[Any], items: Mapping[str, Item]) -> str:
    if items[parts[0]].kind in UPLOADED:
        raise Untold("XLSForm 不能数文件")
    return f"count-selected({_name(parts, items)})"


def _is_chosen(parts: Sequence[Any], items: Mapping[str, Item]) -> str:
    name, choice = _name(parts, items), parts[1]
    return f"{name} = '{choice}'" if items[parts[0]].kind in ONE_OF else f"selected({name}, '{choice}')"


def quoted(text: str) -> str:
    """Return a text as XPath quotes it, which knows no escapes; raises Untold."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    raise Untold("同时有单引号和双引号")


WRITERS: dict[str, Callable[[Sequence[Any], Mapping[str, Item]], str]] = {
    "ref": _name,
    "number": lambda parts, _items: str(parts[0]),
    "text": lambda parts, _items: quoted(parts[0]),
    "answered": lambda parts, items: f"{_name(parts, items)} != ''",
    "chosen": _is_chosen,
    "count": _count,
}
