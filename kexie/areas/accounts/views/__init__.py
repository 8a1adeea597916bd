"""The pages of sign-in, of one's own account and of staff."""

from kexie.areas.accounts.views.own import change_password, show
from kexie.areas.accounts.views.signin import signin, signout

__all__ = ["change_password", "show", "signin", "signout"]
