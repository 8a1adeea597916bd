"""Two versions side by side: article by article, what went and what came. No tables, no clock."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kexie.areas.charters.rules.articles import Chapter, Numbered, numbered
from kexie.areas.charters.rules.choices import HEADING_LABELS

WORDS = re.compile(r"[a-zA-Z0-9.]+|\s+|.", re.DOTALL)
ALIKE = 0.5  # below this an article is another one, and its common characters are chance


@dataclass(frozen=True)
class Piece:
    """Some characters of an article, and whether the other version lacks them."""

    text: str
    is_only_here: bool


@dataclass(frozen=True)
class Pair:
    """One article in both versions; empty where one lacks it."""

    before: str
    after: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    kind: str

    @property
    def label(self) -> str:
        """What happened to the article."""
        return {"same": "没有变化", "changed": "有改动", "added": "新增", "removed": "删除"}[self.kind]


def compared(old: Sequence[Chapter], new: Sequence[Chapter]) -> list[tuple[str, list[Pair]]]:
    """Return the chapters with their articles in pairs, in the order of the newer version."""
    before, after = _by_heading(old), _by_heading(new)
    found = []
    for heading, label in HEADING_LABELS.items():
        if pairs := list(_pairs(before.get(heading, []), after.get(heading, []))):
            found.append((label, pairs))
    return found


def changes(chapters: Sequence[tuple[str, list[Pair]]]) -> int:
    """Count the articles that differ."""
    return sum(pair.kind != "same" for _, pairs in chapters for pair in pairs)


def changed(chapters: Sequence[tuple[str, list[Pair]]]) -> list[tuple[str, list[Pair]]]:
    """Return only the articles that differ, and only the chapters that have some."""
    found = [(label, [pair for pair in pairs if pair.kind != "same"]) for label, pairs in chapters]
    return [(label, pairs) for label, pairs in found if pairs]


def _by_heading(chapters: Sequence[Chapter]) -> dict[str, list[Numbered]]:
    shown = (articles for _, articles in numbered(chapters))
    return {chapter.heading: articles for chapter, articles in zip(chapters, shown, strict=True)}


def _pairs(old: Sequence[Numbered], new: Sequence[Numbered]) -> Iterator[Pair]:
    """Pair the articles of a chapter by their keys; own clauses by what they say, for they have no lasting number."""
    left, right = [_name(article) for article in old], [_name(article) for article in new]
    for tag, low, high, start, end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        gone, come = old[low:high], new[start:end]
        if tag == "equal" or (tag == "replace" and len(gone) == len(come) and _are_own(gone, come)):
            yield from (_pair(before, after) for before, after in zip(gone, come, strict=True))
            continue
        yield from (_pair(article, None) for article in gone)
        yield from (_pair(None, article) for article in come)


def _name(article: Numbered) -> str:
    is_own = article.key.rpartition(".")[2].startswith("own")
    return "\n".join(article.lines) if is_own else article.key


def _are_own(*articles: Sequence[Numbered]) -> bool:
    return all(article.key.rpartition(".")[2].startswith("own") for some in articles for article in some)


def _pair(before: Numbered | None, after: Numbered | None) -> Pair:
    if before is None or after is None:
        return _single(before, "removed") if before else _single(after, "added")
    old, new = marked("\n".join(before.lines), "\n".join(after.lines))
    return Pair(before.label, after.label, old, new, "same" if before.lines == after.lines else "changed")


def _single(article: Numbered | None, kind: str) -> Pair:
    label = article.label if article else ""
    words = (Piece("\n".join(article.lines), is_only_here=True),) if article else ()
    return Pair(label, "", words, (), kind) if kind == "removed" else Pair("", label, (), words, kind)


def marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return two texts in pieces, with what only one of them has.

    >>> [(piece.text, piece.is_only_here) for piece in marked("每五年一次", "每四年一次")[0]]
    [('每', False), ('五', True), ('年一次', False)]
    """
    left, right = WORDS.findall(old), WORDS.findall(new)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < ALIKE:
        return (Piece(old, is_only_here=True),), (Piece(new, is_only_here=True),)
    codes = matcher.get_opcodes()
    before = tuple(Piece("".join(left[low:high]), tag != "equal") for tag, low, high, _, _ in codes if high > low)
    after = tuple(Piece("".join(right[low:high]), tag != "equal") for tag, _, _, low, high in codes if high > low)
    return before, after
