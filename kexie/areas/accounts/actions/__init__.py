"""What can happen on the pages of accounts that concerns persons and appointments together."""

from kexie.areas.accounts.actions.exports import export_staff, write_staff
from kexie.areas.accounts.actions.staff import (
    activate,
    deliver_invitation,
    dismiss,
    hand_over,
    invite,
    invite_many,
    lock_account,
    unlock_account,
)

__all__ = [
    "activate",
    "deliver_invitation",
    "dismiss",
    "export_staff",
    "hand_over",
    "invite",
    "invite_many",
    "lock_account",
    "unlock_account",
    "write_staff",
]
