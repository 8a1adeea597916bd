"""What a person types to sign in."""

from kexie.areas.accounts.forms.fields import code_field, name_field, password_field, proof_field
from kexie.areas.accounts.forms.own import NewPassword
from kexie.core.forms import Form


class Signin(Form):
    """User name, mobile number or e-mail address, and password."""

    username = name_field()
    password = password_field("密码", purpose="current-password")
    proof = proof_field()


class SendCode(Form):
    """Whose e-mail address gets a code."""

    username = name_field()
    proof = proof_field()


class ForgotPassword(SendCode):
    """Whose password was forgotten."""


class EnterCode(Form):
    """The code from the message."""

    code = code_field()


class ResetPassword(NewPassword):
    """Twice the new password."""
