"""What a worker types to register, and to change or close the own account."""

from django import forms

from kexie.areas.accounts.forms.fields import consent_field, password_field, proof_field
from kexie.areas.accounts.forms.own import NewPassword
from kexie.core.forms import Form
from kexie.foundation.people import rules


class Register(Form):
    """Name, number or address, and consent."""

    name = forms.CharField(
        label="姓名",
        max_length=rules.MAX_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "form-control"}),
    )
    contact = forms.CharField(
        label="手机号或邮箱",
        max_length=rules.MAX_EMAIL,
        help_text="以后用它登录。",
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "class": "form-control", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    consent = consent_field()
    proof = proof_field()

    def clean_contact(self) -> str:
        """Refuse what is neither a number nor an address."""
        typed: str = self.cleaned_data["contact"]
        try:
            rules.contact(typed)
        except forms.ValidationError as wrong:
            raise forms.ValidationError(wrong.messages) from wrong
        return typed


class Complete(NewPassword):
    """Twice the password."""


class SetMobile(Form):
    """The number, and the password once more."""

    mobile = forms.CharField(
        label="手机号",
        required=False,
        max_length=20,
        help_text="留空表示删除。",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "form-control"}),
    )
    present = password_field("现在的密码", purpose="current-password")


class SetEmail(Form):
    """The address, and the password once more."""

    email = forms.CharField(
        label="邮箱",
        max_length=rules.MAX_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "form-control"}),
    )
    present = password_field("现在的密码", purpose="current-password")


class CloseAccount(Form):
    """The password once more."""

    present = password_field("现在的密码", purpose="current-password")
