r"""The patterns that a text may be held to: the part of regular expressions that Python and browsers read alike.

A pattern is a row of characters, classes and `\d \w \s .`, each with `? * + {n} {n,m}` behind it. No groups and no
alternatives, and at most two parts of open length, so that no text can keep a machine busy.
"""

import re

MAX_OPEN = 2
PIECE = re.compile(
    r"(?P<atom>\[\^?(?:\\[dws\\\]\[^-]|[^\\\[\]])+\]|\\[dws]|\\[^A-Za-z0-9\s]|\.|[^\\\[\](){}|?*+^$.])"
    r"(?P<times>\?|\*|\+|\{\d{1,3}(?:,\d{0,3})?\})?"
)
MEANT = {r"\d": "0-9", r"\w": "A-Za-z0-9_", r"\s": r" \t\n"}
DOUBLED = re.compile(r"--|&&|\|\||~~")  # which Python will read as sets one day
BARE = re.compile(r"(?<!\\)([\[^])")
SPECIAL = frozenset(r"\^$.*+?()[]{}|/-")


class Unreadable(Exception):
    """A pattern that is not understood; says why in Chinese."""


def plain(pattern: str) -> str:
    r"""Return a pattern in the words that Python and browsers share; raises Unreadable.

    >>> plain(r"^[A-Z]{2}\d+$")
    '[A-Z]{2}[0-9]+'
    """
    rest = pattern.removeprefix("^").removesuffix("$")
    pieces: list[str] = []
    opened = at = 0
    while at < len(rest):
        found = PIECE.match(rest, at)
        if not found:
            raise Unreadable("这条规则里有系统不支持的写法，可以用字符、[ ]、\\d、\\w 和次数")
        times = found["times"] or ""
        opened += times in {"*", "+"} or times.endswith(",}")
        pieces.append(_atom(found["atom"]) + times)
        at = found.end()
    if opened > MAX_OPEN:
        raise Unreadable(f"不限次数的部分最多 {MAX_OPEN} 处")
    whole = "".join(pieces)
    try:
        re.compile(whole, re.ASCII)
    except re.error:
        raise Unreadable("这条规则写得不对，例如范围的先后颠倒了") from None
    return whole


def _atom(atom: str) -> str:
    if atom == ".":
        return r"[^\n]"
    if atom in MEANT:
        return f"[{MEANT[atom]}]"
    if atom.startswith("["):
        return _class(atom)
    return _literal(atom.removeprefix("\\"))


def _literal(character: str) -> str:
    return f"\\{character}" if character in SPECIAL - {"-"} else character


def _class(atom: str) -> str:
    is_negated = atom.startswith("[^")
    inside = atom[2 if is_negated else 1 : -1]
    if DOUBLED.search(inside):
        raise Unreadable("方括号里同一个符号写了两次")
    meant = BARE.sub(_escaped, re.sub(r"\\(.)", _inside, inside))
    return f"[{'^' if is_negated else ''}{meant}]"


def _inside(found: re.Match[str]) -> str:
    """Browsers allow a backslash only before the signs that need one."""
    return MEANT.get(found[0]) or (found[0] if found[1] in SPECIAL else found[1])


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[1]}"
