"""Charters and regulations in chapters and articles (EST-09). No tables, no clock."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from kexie.engines.papers.rules.texts import balanced, counted, plain, shown


@dataclass(frozen=True)
class Chapter:
    """A chapter: its heading and the texts of its articles, both without numbers.

    An article is one text; each further line of it is a paragraph of its own, such as （一）….
    """

    heading: str
    articles: tuple[str, ...]


@dataclass(frozen=True)
class Articles:
    """A charter or a regulation; `subtitle` says where it stands (草案, or who adopted it when), `note` ends it.

    Chapters are numbered, articles too, through all chapters. A chapter without heading is only its articles.
    """

    title: str
    subtitle: str
    note: str
    chapters: tuple[Chapter, ...]


def numbered(articles: Articles) -> dict[str, Any]:
    r"""Return a charter as the templates show it: each heading and article with its number.

    >>> numbered(Articles("章程", "", "", (Chapter("总则", ("甲", "乙\n（一）丙")),)))["chapters"][0]
    {'heading': '第一章　总则', 'articles': [['第一条', '甲'], ['第二条', '乙', '（一）丙']]}
    """
    article, chapter = count(1), count(1)
    chapters = [
        {
            "heading": f"第{counted(next(chapter))}章　{shown(one.heading)}" if one.heading else "",
            "articles": [[f"第{counted(next(article))}条", *map(shown, text.splitlines())] for text in one.articles],
        }
        for one in articles.chapters
    ]
    return {**plain(articles), "title_lines": balanced(shown(articles.title)), "chapters": chapters}
