"""What a person types to change the own account."""

from typing import Any

from django.contrib.auth.password_validation import validate_password

from kexie.areas.accounts.forms.fields import password_field
from kexie.core.forms import Form
from kexie.foundation.people.models import Person


class NewPassword(Form):
    """Twice the new password."""

    new = password_field("新密码", purpose="new-password")
    again = password_field("再输一遍新密码", purpose="new-password")

    def __init__(self, *args: Any, person: Person | None, **kwargs: Any) -> None:
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


class ChangePassword(NewPassword):
    """The present password and twice the new one."""

    field_order = ("present", "new", "again")
    present = password_field("现在的密码", purpose="current-password")
