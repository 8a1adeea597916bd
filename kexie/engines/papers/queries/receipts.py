"""Receipts (MEM-05): for `dues`."""

from kexie.engines.papers.queries.drawing import formal
from kexie.engines.papers.rules.receipts import Receipt, laid_out


def receipt_pdf(receipt: Receipt) -> bytes:
    """Return a receipt as PDF, A5 across, the amount in figures and in capitals (MEM-05)."""
    return formal("receipt", laid_out(receipt))
