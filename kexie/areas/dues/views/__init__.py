"""The pages of dues: a body's years, who owes what, the ledger of one member, one's own."""

from kexie.areas.dues.views.ledger import correct, pay, receipt, show_due, waive
from kexie.areas.dues.views.lists import browse, export, pay_many, receipts, sheet
from kexie.areas.dues.views.own import own
from kexie.areas.dues.views.years import add_rate, add_year, close, remind, remove_rate, reopen, roll, show, years

__all__ = [
    "add_rate",
    "add_year",
    "browse",
    "close",
    "correct",
    "export",
    "own",
    "pay",
    "pay_many",
    "receipt",
    "receipts",
    "remind",
    "remove_rate",
    "reopen",
    "roll",
    "sheet",
    "show",
    "show_due",
    "waive",
    "years",
]
