"""What staff type to invite people, to hand a body over and to lock accounts; and what those invited type."""

from typing import Any

from django import forms

from kexie.areas.accounts.forms.fields import consent_field
from kexie.areas.accounts.forms.own import NewPassword
from kexie.areas.accounts.models import Channel
from kexie.areas.accounts.queries import staff as queries
from kexie.areas.accounts.queries.channels import channels
from kexie.core.forms import Form
from kexie.engines.sheets.forms import SheetField
from kexie.foundation.appointments.rules import ROLE_DUTIES, ROLE_LABELS, ROLES
from kexie.foundation.organisations.models import OrganisationQuerySet
from kexie.foundation.people.models import Person
from kexie.foundation.people.rules import MAX_NAME, MAX_REASON

CHOICES = [(role.value, f"{ROLE_LABELS[role]}：{ROLE_DUTIES[role]}") for role in ROLES]


def _text(label: str, *, length: int, required: bool = True, hint: str = "", **attributes: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", **attributes})
    return forms.CharField(label=label, max_length=length, required=required, help_text=hint, widget=widget)


def _email() -> forms.EmailField:
    widget = forms.EmailInput(attrs={"class": "form-control", "autocomplete": "off"})
    return forms.EmailField(
        label="邮箱（可不填）",
        max_length=254,
        required=False,
        widget=widget,
        help_text="填写后，激活码也会发到这个邮箱。",
    )


class _Mailed(Form):
    """A form that asks for an address only where letters can be sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Channel.EMAIL not in channels():
            del self.fields["email"]


class Invite(_Mailed):
    """Who is invited to which roles."""

    name = _text("姓名", length=60, autocomplete="off")
    roles = forms.MultipleChoiceField(
        label="角色",
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": "请至少选择一个角色。"},
    )
    email = _email()


class HandOver(_Mailed):
    """Who is to administer the body from now on."""

    name = _text("新管理员姓名", length=60, autocomplete="off")
    email = _email()


class InviteMany(Form):
    """A table of people to be invited below a body; `bodies` are those where the asker may."""

    lines = SheetField(queries.COLUMNS, label="填好的表格（.xlsx）")

    def __init__(self, *args: Any, bodies: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = bodies

    def clean_lines(self) -> list[queries.Invited]:
        """Return whom the table invites, or a sentence for every row that is wrong."""
        return queries.invited(self.cleaned_data["lines"], self.bodies)


class ExportStaff(Form):
    """Whether the list goes below the body itself."""

    below = forms.BooleanField(
        label="连同全部下级组织的人员", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )


class LockAccount(Form):
    """Why an account is locked; the person is shown this."""

    reason = forms.CharField(
        label="锁定原因",
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        help_text="会记入审计记录。",
    )


class FindAccount(forms.Form):
    """Whose account is looked for: the exact user name, mobile number or e-mail address."""

    use_required_attribute = False
    q = forms.CharField(label="用户名、手机号或邮箱", max_length=254, required=False)


class UnlockAccount(Form):
    """Nothing but the wish."""


class Revoke(Form):
    """Nothing but the wish."""


class Dismiss(Form):
    """Nothing but the wish."""


class Activate(NewPassword):
    """An activation code, and a new account for those who have none."""

    field_order = ("code", "name", "username", "new", "again", "consent")
    code = _text(
        "激活码",
        length=40,
        hint="纸条或邮件上的 16 位字母和数字，不分大小写。",
        autocomplete="one-time-code",
        autocapitalize="characters",
        spellcheck="false",
    )
    name = _text("姓名", length=MAX_NAME, autocomplete="name")
    username = _text(
        "用户名",
        length=60,
        hint="用来登录，由字母、数字组成，例如 wangmin。",
        autocomplete="username",
        autocapitalize="none",
    )
    consent = consent_field()

    def __init__(self, *args: Any, person: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        if person is not None:
            for name in ("name", "username", "new", "again", "consent"):
                del self.fields[name]

    def clean_new(self) -> str:
        """Refuse a weak password, and one that is like the name typed above it."""
        typed = self.cleaned_data
        self.person = Person(username=typed.get("username", ""), name=typed.get("name", ""))
        return super().clean_new()

    def clean(self) -> dict[str, Any]:
        """Keep to oneself that the box is ticked: which words were agreed to is known where they stand."""
        cleaned = super().clean()
        cleaned.pop("consent", None)
        return cleaned
