"""Charters and regulations (EST-09): for `charters`."""

from kexie.engines.papers.queries.drawing import formal
from kexie.engines.papers.queries.words import literals, word
from kexie.engines.papers.rules.articles import Articles, numbered


def articles_pdf(articles: Articles) -> bytes:
    """Return a charter or a regulation as PDF (EST-09)."""
    return formal("articles", numbered(articles))


def articles_docx(articles: Articles) -> bytes:
    """Return the same as a Word document (EST-09)."""
    return word("articles", lambda _: literals(numbered(articles)))
