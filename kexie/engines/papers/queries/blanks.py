"""Questionnaires to be filled in by hand (FRM-11): for `surveys`."""

from kexie.engines.papers.queries.drawing import formal
from kexie.engines.papers.rules.blanks import Blank, laid_out


def blank_pdf(blank: Blank) -> bytes:
    """Return a questionnaire as PDF, A4, to be printed and filled in by hand."""
    return formal("blank", laid_out(blank))
