"""What staff type about the parts, posts and terms of a body."""

from typing import Any

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.core.labels import choices
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Branch, Organisation, Post, Term
from kexie.foundation.people.rules import masked_mobile

KINDS = [("", "请选择"), *choices(rules.BRANCH_LABELS)]
TITLES = [("", "请选择"), *((str(title.value), label) for title, label in rules.TITLE_LABELS.items())]
POSITION = "数字小的排在前面。"
UNTIL = "从这一天起不再担任；没有确定的不填。"
LISTED = (
    "上级、同级科协和直接下级可以在通讯录里查到姓名、职务和办公电话；手机号只显示一部分，查看全部要写明用途并记录。"
)
PHONE = "只用于工作联系，加密保存；卸任、改为不公开时自动删除。"


def listed() -> forms.BooleanField:
    """Whether an entry is released for the address book (ORG-11)."""
    return forms.BooleanField(label="在通讯录中公开给上级、同级和直接下级", required=False, help_text=LISTED)


def phone() -> forms.CharField:
    """An office telephone."""
    return fields.text("办公电话", 40, required=False, hint="例如 0730-8888888。" + PHONE)


def mobile(hint: str = "") -> forms.CharField:
    """A mobile number."""
    return fields.text("手机号", 20, required=False, hint=f"可以不填。{PHONE}{hint}")


class AddBranch(StaffForm):
    """A department, committee, study group or branch."""

    kind = fields.choice("类型", KINDS)
    name = fields.text("名称", 80)
    superior = fields.row("隶属", Branch.objects.none(), empty="直属本组织")
    founded_on = fields.day("成立日期", required=False)
    members = fields.number("成员人数")
    position = fields.number("顺序", most=9999, hint=POSITION)

    def __init__(self, *args: Any, body: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superior"].queryset = body.branches.filter(closed_on=None)  # type: ignore[attr-defined] # of rows

    def clean_position(self) -> int:
        """Return 0 where nothing was typed."""
        return self.cleaned_data["position"] or 0


class ChangeBranch(AddBranch):
    """What is known of a part of the body."""


class CloseBranch(StaffForm):
    """The day on which a part was closed."""

    closed_on = fields.day("撤销日期", hint="在它里面担任的职务同日结束。")


class FillPost(StaffForm):
    """Who holds a post and for how long."""

    branch = fields.row("机构", Branch.objects.none(), empty="本组织")
    title = fields.choice("职务", TITLES)
    holder = fields.text("任职人", 60)
    since = fields.day("开始日期")
    until = fields.day("结束日期", required=False, hint=UNTIL)
    position = fields.number("顺序", most=9999, hint=POSITION)
    is_listed = listed()
    phone = phone()
    mobile = mobile()

    def __init__(self, *args: Any, body: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].queryset = body.branches.filter(closed_on=None)  # type: ignore[attr-defined] # of rows

    def clean_title(self) -> rules.Title:
        """Return the post itself."""
        return rules.Title(int(self.cleaned_data["title"]))

    def clean_position(self) -> int:
        """Return 0 where nothing was typed."""
        return self.cleaned_data["position"] or 0


class ChangePost(StaffForm):
    """What was entered of a post, put right; a mobile number is shown in part and stays where nothing is typed."""

    holder = fields.text("任职人", 60)
    since = fields.day("开始日期")
    until = fields.day("结束日期", required=False, hint=UNTIL)
    position = fields.number("顺序", most=9999, hint=POSITION)
    is_listed = listed()
    phone = phone()
    mobile = mobile()
    forget_mobile = forms.BooleanField(label="删除手机号", required=False)

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if post.mobile:
            self.fields["mobile"].help_text = f"现在是 {masked_mobile(post.mobile)}，不改的话请留空。{PHONE}"
        else:
            del self.fields["forget_mobile"]

    def clean(self) -> dict[str, Any]:
        """Return None for the mobile number that stays, and no numbers for who does not stand in the address book."""
        cleaned = super().clean() or {}
        is_forgotten = cleaned.pop("forget_mobile", False)
        if not cleaned.get("is_listed"):
            return cleaned | {"phone": "", "mobile": ""}
        if not cleaned.get("mobile"):
            cleaned["mobile"] = "" if is_forgotten else None
        return cleaned

    def clean_position(self) -> int:
        """Return 0 where nothing was typed."""
        return self.cleaned_data["position"] or 0

    def standing(self, row: Post) -> dict[str, Any]:
        """Return what stands now, by field."""
        standing = {**super().standing(row), "since": row.period.lower, "until": row.period.upper}
        return standing | {"is_listed": "已公开" if row.is_listed else "未公开", "mobile": masked_mobile(row.mobile)}


class EndPost(StaffForm):
    """The day from which a post is held no longer."""

    until = fields.day("结束日期", hint="从这一天起不再担任。")


class AddTerm(StaffForm):
    """A term of office."""

    number = fields.number("届次", least=1, most=999, required=True)
    starts_on = fields.day("开始日期")
    ends_on = fields.day("届满日期", hint="从这一天起任期已满。")


class ChangeTerm(StaffForm):
    """When a term begins and ends: renewed early, put off, or wrongly entered."""

    starts_on = fields.day("开始日期")
    ends_on = fields.day("届满日期", hint="提前或延期换届时，改成实际届满的日期。")

    def standing(self, row: Term) -> dict[str, Any]:
        """Return what stands now, by field."""
        return {"starts_on": row.period.lower, "ends_on": row.period.upper}
