"""What stands on the papers that the platform prints, and in which fonts. No tables, no clock."""

from kexie.engines.papers.rules.articles import Articles, Chapter
from kexie.engines.papers.rules.blanks import Asked, Blank
from kexie.engines.papers.rules.certificates import Certificate
from kexie.engines.papers.rules.findings import Bar, Finding, Findings
from kexie.engines.papers.rules.fonts import NO_FONT, lacking, printing
from kexie.engines.papers.rules.letters import MOST_LETTERS, Letter, Slip, require_few
from kexie.engines.papers.rules.official import Official
from kexie.engines.papers.rules.receipts import Receipt
from kexie.engines.papers.rules.rosters import Roster, require_few_rows
from kexie.engines.papers.rules.texts import shown

__all__ = [
    "MOST_LETTERS",
    "NO_FONT",
    "Articles",
    "Asked",
    "Bar",
    "Blank",
    "Certificate",
    "Chapter",
    "Finding",
    "Findings",
    "Letter",
    "Official",
    "Receipt",
    "Roster",
    "Slip",
    "lacking",
    "printing",
    "require_few",
    "require_few_rows",
    "shown",
]
