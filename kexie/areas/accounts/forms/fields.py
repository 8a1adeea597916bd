"""The fields that several forms have."""

from django import forms

MAX_PASSWORD = 128


def password_field(label: str, *, purpose: str) -> forms.CharField:
    """A password as the browser's own keeper knows it; blanks count."""
    widget = forms.PasswordInput(attrs={"autocomplete": purpose, "class": "form-control"})
    return forms.CharField(label=label, max_length=MAX_PASSWORD, strip=False, widget=widget)
