"""What a person types to sign in."""

from django import forms

from kexie.areas.accounts.forms.fields import password_field
from kexie.core.forms import Form


class Signin(Form):
    """User name and password."""

    username = forms.CharField(
        label="用户名",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "class": "form-control", "autocapitalize": "none"}),
    )
    password = password_field("密码", purpose="current-password")
