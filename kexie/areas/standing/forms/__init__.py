"""What is typed about a body's standing."""

from kexie.areas.standing.forms.owed import Owed
from kexie.areas.standing.forms.petitions import (
    Amend,
    Apply,
    Approve,
    Browse,
    ChangePolicy,
    Reject,
    Return,
    Withdraw,
)
from kexie.areas.standing.forms.renewals import Renew, Report

__all__ = [
    "Amend",
    "Apply",
    "Approve",
    "Browse",
    "ChangePolicy",
    "Owed",
    "Reject",
    "Renew",
    "Report",
    "Return",
    "Withdraw",
]
