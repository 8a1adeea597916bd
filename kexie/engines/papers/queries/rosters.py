"""Lists of people (MEM-01b): for `membership`."""

from functools import partial
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENTATION

from kexie.engines.papers.queries.drawing import formal
from kexie.engines.papers.queries.words import literals, word
from kexie.engines.papers.rules.rosters import Roster, laid_out, require_few_rows


def roster_pdf(roster: Roster) -> bytes:
    """Return a list as PDF, its headings on each page, across where the columns are many; refuses very long ones."""
    require_few_rows(len(roster.rows))
    return formal("roster", laid_out(roster))


def roster_docx(roster: Roster) -> bytes:
    """Return the same list as a Word document."""
    require_few_rows(len(roster.rows))
    data = laid_out(roster)
    return word("roster", lambda _: literals(data), partial(_adjust, data=data))


def _adjust(document: Document, data: dict[str, Any]) -> None:
    """Turn the page where the columns are many, and share its width between them."""
    (section,) = document.sections
    if data["is_wide"]:
        section.orientation = WD_ORIENTATION.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    (table,) = document.tables
    for column, share in zip(table.columns, data["shares"], strict=True):
        column.width = round(width * share / sum(data["shares"]))
