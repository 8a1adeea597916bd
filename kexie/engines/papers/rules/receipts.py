"""Receipts for dues (MEM-05). No tables, no clock."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kexie.engines.papers.rules.texts import capitals, plain


@dataclass(frozen=True)
class Receipt:
    """A receipt: who received how much from whom for what; one that is void says so across."""

    organ: str
    number: str
    payer: str
    member: str
    purpose: str
    amount: int  # fen
    way: str
    reference: str
    paid_on: date
    by: str
    is_void: bool = False


def laid_out(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as the template shows it: the amount in figures and in capitals."""
    return {
        **plain(receipt),
        "amount": f"¥{Decimal(receipt.amount).scaleb(-2):,.2f}",
        "capitals": capitals(receipt.amount),
    }
