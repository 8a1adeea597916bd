"""What is typed to claim an entry, and to confirm it."""

from typing import Any

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.membership import rules


class Claim(StaffForm):
    """Name and identity number as the body has them."""

    name = fields.text("姓名", 60, hint="与单位登记的一致。")
    identity = fields.text("身份证号", 30, hint="只用来比对，不会保存到您的账号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["identity"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """Say at once that a number is no number: only a whole one is an attempt."""
        cleaned = super().clean() or {}
        rules.require_identity(cleaned.get("identity", ""))
        return cleaned


class Ask(StaffForm):
    """Nothing is typed: the account's own number is looked for."""


class ConfirmClaim(StaffForm):
    """Nothing is typed: the account is joined to the entry."""


class _Why(StaffForm):
    reason = fields.area("原因", rules.MAX_REASON, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "请写明原因。"


class RefuseClaim(_Why):
    """Why the account is not the member's."""


class Unclaim(_Why):
    """Why the claim was a mistake."""
