"""The pages of sign-in, of one's own account and of staff."""

from kexie.areas.accounts.views.own import change_password, close_account, copy, reveal, set_email, set_mobile, show
from kexie.areas.accounts.views.platform import find_account, read_records, watch_platform
from kexie.areas.accounts.views.register import complete, register
from kexie.areas.accounts.views.signin import enter_code, forgot_password, reset_password, send_code, signin, signout
from kexie.areas.accounts.views.staff import (
    activate,
    dismiss,
    export_staff,
    hand_over,
    invitation,
    invite,
    invite_many,
    lock_account,
    revoke,
    sheet,
    slips,
    staff,
    unlock_account,
)

__all__ = [
    "activate",
    "change_password",
    "close_account",
    "complete",
    "copy",
    "dismiss",
    "enter_code",
    "export_staff",
    "find_account",
    "forgot_password",
    "hand_over",
    "invitation",
    "invite",
    "invite_many",
    "lock_account",
    "read_records",
    "register",
    "reset_password",
    "reveal",
    "revoke",
    "send_code",
    "set_email",
    "set_mobile",
    "sheet",
    "show",
    "signin",
    "signout",
    "slips",
    "staff",
    "unlock_account",
    "watch_platform",
]
