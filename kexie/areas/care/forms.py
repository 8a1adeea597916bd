"""What is typed about care."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from kexie.areas.care import rules
from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.membership.models import Tag
from kexie.areas.membership.rules import CATEGORY_LABELS
from kexie.core.forms import Filters, let_choose
from kexie.core.labels import choices
from kexie.engines.files.forms import UploadField

MONTHS = [("", "月"), *((str(month), f"{month} 月") for month in range(1, 13))]
DAYS = [("", "日"), *((str(day), f"{day} 日") for day in range(1, 32))]


def part(label: str, options: list[tuple[str, str]]) -> forms.TypedChoiceField:
    """A month or a day, or none."""
    return forms.TypedChoiceField(
        label=label,
        choices=options,
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": "请从列表里选择。"},
    )


class Change(StaffForm):
    """What a member agrees to; a birthday has no year."""

    letters = forms.BooleanField(label=rules.TEXTS[rules.Purpose.LETTERS], required=False)
    birthday = forms.BooleanField(label=rules.TEXTS[rules.Purpose.BIRTHDAY], required=False)
    month = part("出生的月", MONTHS)
    day = part("出生的日", DAYS)
    visits = forms.BooleanField(label=rules.TEXTS[rules.Purpose.VISITS], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].help_text = "只保存月和日，加密保存；不勾选生日问候的不用填。"


class OptOut(StaffForm):
    """Nothing is typed: no letters any more."""


class Write(StaffForm):
    """A letter, and to whom."""

    known: Mapping[str, Tag]

    title = fields.text("标题", rules.MAX_TITLE)
    text = fields.area("内容", rules.MAX_TEXT, hint="会员在站内阅读。请不要写别人的个人信息。", rows=10)
    category = fields.choice("发给", [("", "同意接收的全部会员"), *choices(CATEGORY_LABELS)], required=False)
    tag = fields.choice("只发给一个分组", [], required=False)

    def __init__(self, *args: Any, tags: Iterable[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {tag.code: tag for tag in tags}
        let_choose(self, "tag", [("", "不限"), *((tag.code, tag.name) for tag in self.known.values())])
        self.fields["text"].required = True
        self.fields["text"].error_messages["required"] = "请填写内容。"

    def clean_tag(self) -> Tag | None:
        """Return the group that is meant, or none."""
        return self.known.get(self.cleaned_data["tag"])


class AddVisit(StaffForm):
    """A visit to a member, or help given."""

    number = fields.number("会员号", least=1, most=9_999_999, required=True)
    sort = fields.choice("种类", choices(rules.SORT_LABELS))
    on = fields.day("日期")
    note = fields.area("情况", rules.MAX_TEXT, hint="加密保存，只有秘书能看，每次查看都有记录。", rows=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True
        self.fields["note"].error_messages["required"] = "请填写情况。"


class AddAgreement(StaffForm):
    """A sheet on which a member agreed, and to what."""

    number = fields.number("会员号", least=1, most=9_999_999, required=True, hint="只登记没有账号的会员。")
    birthday = forms.BooleanField(label=rules.PURPOSE_LABELS[rules.Purpose.BIRTHDAY], required=False)
    month = part("出生的月", MONTHS)
    day = part("出生的日", DAYS)
    visits = forms.BooleanField(label=rules.PURPOSE_LABELS[rules.Purpose.VISITS], required=False)
    on = fields.day("签字日期")
    scan = UploadField(
        label="同意书的扫描件或照片",
        kinds=rules.SCAN_KINDS,
        max_bytes=rules.MAX_SCAN,
        help_text="PDF 或照片，最大 5 MB，要看得清本人签字。",
    )


class WithdrawAgreement(StaffForm):
    """What a member withdraws of what stands on a sheet."""

    purposes = forms.MultipleChoiceField(
        label="撤回的事项",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选撤回的事项。", "invalid_choice": "这一项刚刚有变动，请刷新页面再试。"},
    )
    reason = fields.text("本人什么时候、怎样提出", rules.MAX_WHY, hint="例如：2026 年 11 月 20 日本人到秘书处提出。")

    def __init__(self, *args: Any, holding: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "purposes", holding)


class Letters(Filters):
    """The page of the list, as it stands in the address."""


class Visits(Letters):
    """The page of the list of visits."""


class Agreements(Letters):
    """The page of the list of agreements on paper."""
