"""Receipts (MEM-05): for `dues`."""

from collections.abc import Iterable

from kexie.engines.papers.queries.drawing import formal, joined
from kexie.engines.papers.rules.receipts import Receipt, laid_out


def receipt_pdf(receipt: Receipt) -> bytes:
    """Return a receipt as PDF, A5 across, the amount in figures and in capitals (MEM-05)."""
    return formal("receipt", laid_out(receipt))


def receipts_pdf(receipts: Iterable[Receipt]) -> bytes:
    """Return some receipts as one PDF, each on a page of its own in this order."""
    return joined(formal("receipt", laid_out(one), pdf_tags=False) for one in receipts)  # tags would not outlive it
