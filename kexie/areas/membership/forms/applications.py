"""What is typed to apply and to review."""

from typing import Any

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.membership import rules
from kexie.areas.membership.forms.members import Particulars
from kexie.areas.membership.models import Application
from kexie.core.forms import Filters


class Apply(Particulars):
    """An application to become a member."""

    asks = (*Particulars.asks, rules.require_accepted_charter)

    statement = fields.area("申请说明", rules.MAX_REASON, hint="可以写专长、愿意参加的工作。", rows=3)
    accepts = forms.BooleanField(label="我承认并遵守该科协的章程，自愿申请入会", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mobile"].help_text = "加密保存，只供该科协联系使用。"
        self.fields["accepts"].widget.attrs["class"] = "form-check-input"


class Amend(Apply):
    """A returned application, mended."""

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in application.faults:
            if field := self.fields.get(name):
                field.help_text = f"审核意见：请修改这一项。{field.help_text}"


class Withdraw(StaffForm):
    """Nothing is typed: the application is taken back."""


class Accept(StaffForm):
    """Nothing is typed: the applicant becomes a member."""


class Refuse(StaffForm):
    """Why somebody is not taken."""

    reason = fields.area("不予接收的原因", rules.MAX_REASON, hint="申请人会看到这句话。", rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "请写明原因。"


class Return(StaffForm):
    """Why an application goes back, and what is to be mended."""

    reason = fields.area("退回原因", rules.MAX_REASON, hint="申请人会看到这句话，请写明缺什么、怎么改。", rows=4)
    faults = forms.MultipleChoiceField(
        label="要修改的项目",
        required=False,
        choices=list(rules.FIELD_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选的项目会在申请人的修改页面上标出来。",
        error_messages={"invalid_choice": "没有这个项目，请重新选择。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "请写明退回的原因。"


class Applications(Filters):
    """The state and the page of the desk, as they stand in the address."""

    state = forms.ChoiceField(
        required=False, choices=[("waiting", "待审核"), ("returned", "已退回"), ("ended", "已办结")]
    )
