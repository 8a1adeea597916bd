"""The pages of sign-in, of one's own account and of staff."""

from kexie.areas.accounts.views.own import change_password, show
from kexie.areas.accounts.views.platform import find_account, read_records, watch_platform
from kexie.areas.accounts.views.signin import (
    enter_code,
    forgot_password,
    reset_password,
    send_code,
    signin,
    signout,
)
from kexie.areas.accounts.views.staff import (
    activate,
    dismiss,
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
    "dismiss",
    "enter_code",
    "find_account",
    "forgot_password",
    "hand_over",
    "invitation",
    "invite",
    "invite_many",
    "lock_account",
    "read_records",
    "reset_password",
    "revoke",
    "send_code",
    "sheet",
    "show",
    "signin",
    "signout",
    "slips",
    "staff",
    "unlock_account",
    "watch_platform",
]
