"""What is typed where a survey is published and while it runs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.gatherings import rules as gatherings
from kexie.areas.gatherings.rules import Audience
from kexie.areas.membership.models import Tag
from kexie.areas.surveys import rules
from kexie.core.forms import Filters, let_choose
from kexie.core.labels import choices
from kexie.engines.questionnaires import rules as questionnaires

MOMENT = "%Y-%m-%dT%H:%M"


def moment(label: str, hint: str) -> forms.DateTimeField:
    """A moment that may be left out."""
    return forms.DateTimeField(
        label=label,
        required=False,
        help_text=hint,
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
        error_messages={"invalid": "时间应像 2026-11-21 18:00 这样填写。"},
    )


class Publish(StaffForm):
    """Whom a survey is for, from when to when, how often."""

    audience = fields.choice("填写对象", choices(rules.OFFERED_LABELS), widget=forms.RadioSelect)
    group = fields.choice("会员分组", (), required=False)
    once = fields.choice(
        "凭链接填写的，每人可以交几份",
        [(one.value, questionnaires.ONCE_LABELS[one]) for one in gatherings.LINK_ONCE],
        required=False,
        help_text="会员和分组里的人每人一份、组织每个一份，不用选。",
    )
    is_anonymous = forms.BooleanField(label="匿名：不记录是谁填的，也不记录填写时间", required=False)
    is_changeable = forms.BooleanField(label="截止前填写人可以修改自己的答卷（匿名的不能修改）", required=False)
    opens_at = moment("开始时间", "不填的，发布后马上开始。")
    closes_at = moment("截止时间", "不填的，一直开放，由您手动结束。")
    password = fields.text(
        "口令", questionnaires.MAX_PASSWORD, required=False, hint="填了口令的，要输入口令才能看到问卷；不需要的不填。"
    )
    most = fields.number("最多收多少份", least=1, most=gatherings.MAX_MOST, hint="收满自动停止；不限的不填。")
    are_results_open = forms.BooleanField(label="结果公开：知道链接的人可以看统计结果", required=False)

    def __init__(self, *args: Any, groups: Sequence[tuple[Tag, int]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(
            self, "group", [("", "请选择"), *((tag.code, f"{tag}（有账号的 {many} 人）") for tag, many in groups)]
        )
        if not groups:
            del self.fields["group"]
            offered = {one: label for one, label in rules.OFFERED_LABELS.items() if one != Audience.GROUP}
            let_choose(self, "audience", choices(offered))

    def clean(self) -> dict[str, Any]:
        """Ask for the group where one is meant."""
        cleaned = super().clean()
        if "audience" in cleaned and "group" in cleaned:
            try:
                cleaned["group"] = rules.require_group(audience=cleaned["audience"], group=cleaned["group"])
            except ValidationError as refusal:
                self.refuse(refusal)
        return cleaned

    def clean_once(self) -> str:
        """Give the usual where nothing is chosen."""
        return self.cleaned_data["once"] or gatherings.LINK_ONCE[0].value


class Extend(StaffForm):
    """Another closing time."""

    closes_at = moment("截止时间", "不填的，一直开放，由您手动结束。")


class Close(StaffForm):
    """Nothing is typed: no more answers."""


class Archive(StaffForm):
    """Nothing is typed: the survey is put away."""


class Remind(StaffForm):
    """Nothing is typed: those who have not answered are told."""


class Show(Filters):
    """The page of the list of those who have not answered."""


class Subordinates(Filters):
    """The body whose subordinates are listed, and the page of them."""

    under = forms.SlugField(max_length=12, required=False)
