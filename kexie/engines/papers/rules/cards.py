"""A card to be shared in a chat (PLL-01). No tables, no clock."""

from dataclasses import dataclass

import rjieba

from kexie.engines.papers.rules.texts import balanced, shown

WIDEST = 12  # characters in a line of the title


@dataclass(frozen=True)
class Card:
    """What stands on a card; what is empty is left out."""

    title: str
    by: str
    until: str


def lines(title: str) -> list[str]:
    """Return a title in balanced lines, no word of it torn apart.

    >>> lines("云溪区2026年度最美科技工作者评选")
    ['云溪区2026年度', '最美科技工作者评选']
    """
    text = shown(title)
    return balanced(text, WIDEST, names=rjieba.cut(text))
