"""What people type on the pages of sign-in, of the own account and of staff."""

from kexie.areas.accounts.forms.own import ChangePassword
from kexie.areas.accounts.forms.register import CloseAccount, Complete, Register, SetEmail, SetMobile
from kexie.areas.accounts.forms.signin import EnterCode, ForgotPassword, ResetPassword, SendCode, Signin

__all__ = [
    "ChangePassword",
    "CloseAccount",
    "Complete",
    "EnterCode",
    "ForgotPassword",
    "Register",
    "ResetPassword",
    "SendCode",
    "SetEmail",
    "SetMobile",
    "Signin",
]
