"""The pages of sign-in, of one's own account and of staff."""

from kexie.areas.accounts.views.own import change_password, show
from kexie.areas.accounts.views.signin import enter_code, forgot_password, reset_password, send_code, signin, signout

__all__ = [
    "change_password",
    "enter_code",
    "forgot_password",
    "reset_password",
    "send_code",
    "show",
    "signin",
    "signout",
]
