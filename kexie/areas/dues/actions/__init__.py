"""What can happen to dues. Every action has one order: lock, ask the rules, change, record."""

from kexie.areas.dues.actions.ledger import correct, pay, waive
from kexie.areas.dues.actions.tables import (
    export,
    pay_many,
    receipts,
    write_list,
    write_payments,
    write_receipts,
)
from kexie.areas.dues.actions.years import add_rate, add_year, close, remind, remove_rate, reopen, roll, write_roll

__all__ = [
    "add_rate",
    "add_year",
    "close",
    "correct",
    "export",
    "pay",
    "pay_many",
    "receipts",
    "remind",
    "remove_rate",
    "reopen",
    "roll",
    "waive",
    "write_list",
    "write_payments",
    "write_receipts",
    "write_roll",
]
