"""Papers as PDF, drawn by typst from the templates in `data/`, and as Word from those beside them."""

from kexie.engines.papers.queries.articles import articles_docx, articles_pdf
from kexie.engines.papers.queries.blanks import blank_pdf
from kexie.engines.papers.queries.cards import card
from kexie.engines.papers.queries.certificates import certificate, plaque, plaque_picture
from kexie.engines.papers.queries.drawing import DATA, families, lacking, uncovered
from kexie.engines.papers.queries.findings import PICTURES, finding_picture, findings_docx, findings_pdf
from kexie.engines.papers.queries.letters import AT_ONCE, letters, letters_in_word, slips
from kexie.engines.papers.queries.official import official_docx, official_pdf
from kexie.engines.papers.queries.receipts import receipt_pdf, receipts_pdf
from kexie.engines.papers.queries.rosters import roster_docx, roster_pdf

__all__ = [
    "AT_ONCE",
    "DATA",
    "PICTURES",
    "articles_docx",
    "articles_pdf",
    "blank_pdf",
    "card",
    "certificate",
    "families",
    "finding_picture",
    "findings_docx",
    "findings_pdf",
    "lacking",
    "letters",
    "letters_in_word",
    "official_docx",
    "official_pdf",
    "plaque",
    "plaque_picture",
    "receipt_pdf",
    "receipts_pdf",
    "roster_docx",
    "roster_pdf",
    "slips",
    "uncovered",
]
