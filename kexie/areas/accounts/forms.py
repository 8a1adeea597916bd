"""What a person types to sign in and to change the password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from kexie.core.forms import Form
from kexie.foundation.people.models import Person

MAX_PASSWORD = 128


def _password(label: str, *, purpose: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": purpose, "class": "form-control"})
    return forms.CharField(label=label, max_length=MAX_PASSWORD, strip=False, widget=widget)


class Signin(Form):
    """User name and password."""

    username = forms.CharField(
        label="用户名",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "class": "form-control", "autocapitalize": "none"}),
    )
    password = _password("密码", purpose="current-password")


class ChangePassword(Form):
    """The present password and twice the new one."""

    present = _password("现在的密码", purpose="current-password")
    new = _password("新密码", purpose="new-password")
    again = _password("再输一遍新密码", purpose="new-password")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_new(self) -> str:
        """Refuse a weak password."""
        new: str = self.cleaned_data["new"]
        validate_password(new, self.person)
        return new

    def clean(self) -> dict[str, Any]:
        """Refuse two new passwords that differ."""
        cleaned = super().clean() or {}
        again = cleaned.pop("again", None)
        if again is not None and "new" in cleaned and again != cleaned["new"]:
            self.add_error("again", "两次输入的新密码不一样。")
        return cleaned
