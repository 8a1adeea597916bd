"""What is typed about groups of members."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.membership import rules
from kexie.areas.membership.forms.members import Browse
from kexie.core.forms import let_choose

Choices = Iterable[tuple[str, str]]
HINT = "例如：炼油学组、金牌讲师、青年会员。请不要用分组记录健康、家庭等私人情况；会员本人下载自己的信息时能看到。"


def ticks(label: str, *, required: bool, words: str = "") -> forms.MultipleChoiceField:
    """Several of what the page offers."""
    return forms.MultipleChoiceField(
        label=label,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": words, "invalid_choice": "选中的内容刚刚有变动，请刷新页面再试。"},
    )


class AddTag(StaffForm):
    """What a group is called."""

    name = fields.text("分组名称", rules.MAX_TAG, hint=HINT)


class ChangeTag(AddTag):
    """Another name for a group."""


class RemoveTag(StaffForm):
    """Nothing is typed: the group is removed."""


class Tag(StaffForm):
    """The groups that a member is in."""

    tags = ticks("分组", required=False)

    def __init__(self, *args: Any, tags: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "tags", tags)


class TagMany(StaffForm):
    """Into which group, or out of which, and of those who were ticked in the roll whom."""

    member = ticks("会员", required=True, words="请至少勾选一位会员。")
    is_out = forms.ChoiceField(
        label="办理", choices=[("", "编入分组"), ("1", "移出分组")], required=False, widget=forms.RadioSelect
    )
    into = fields.choice("分组", [], required=False)
    name = fields.text("或者新建分组", rules.MAX_TAG, required=False, hint=HINT)

    def __init__(
        self, *args: Any, asked: Mapping[str, Any], tags: Choices, members: Choices | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.filters = Browse(asked, tags=tags).filters
        let_choose(self, "into", [("", "请选择"), *tags])
        if members is None:
            del self.fields["member"]
        else:
            let_choose(self, "member", members)

    def clean_is_out(self) -> bool:
        """Return whether they are put out of the group."""
        return bool(self.cleaned_data["is_out"])
