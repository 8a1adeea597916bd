"""The fields that several forms have."""

from django import forms

from kexie.foundation.people.rules import CODE_DIGITS, MAX_EMAIL

MAX_PASSWORD = 128
MAX_PROOF = 2000


def password_field(label: str, *, purpose: str) -> forms.CharField:
    """A password as the browser's own keeper knows it; blanks count."""
    widget = forms.PasswordInput(attrs={"autocomplete": purpose, "class": "form-control"})
    return forms.CharField(label=label, max_length=MAX_PASSWORD, strip=False, widget=widget)


def name_field() -> forms.CharField:
    """What an account is known by."""
    attrs = {"autocomplete": "username", "class": "form-control", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(label="用户名、手机号或邮箱", max_length=MAX_EMAIL, widget=forms.TextInput(attrs=attrs))


def code_field() -> forms.CharField:
    """A one-time code; blanks between its digits do not matter."""
    attrs = {"autocomplete": "one-time-code", "class": "form-control", "inputmode": "numeric", "maxlength": "12"}
    label = f"{CODE_DIGITS} 位验证码"
    return forms.CharField(label=label, max_length=12, widget=forms.TextInput(attrs=attrs))


def proof_field() -> forms.CharField:
    """The proof that the page's script works out."""
    return forms.CharField(required=False, max_length=MAX_PROOF, widget=forms.HiddenInput)


def consent_field() -> forms.BooleanField:
    """The box under `accounts/_consent.html`, without which nobody is given an account (PIPL 13 and 14)."""
    return forms.BooleanField(
        label="我已阅读并同意上面的个人信息处理说明",
        error_messages={"required": "勾选同意以后才能开通账号。"},
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
