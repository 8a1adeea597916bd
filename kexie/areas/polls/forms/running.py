"""What is typed where a poll is published and while it runs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.gatherings import rules as gatherings
from kexie.areas.gatherings.rules import Audience
from kexie.areas.membership.models import Tag
from kexie.areas.polls import rules
from kexie.areas.surveys.forms.running import moment
from kexie.areas.surveys.rules import require_group
from kexie.core.forms import Filters, let_choose
from kexie.core.labels import choices
from kexie.engines.questionnaires import rules as questionnaires


class Publish(StaffForm):
    """Whom a poll is for, from when to when, how often, and what guards it."""

    audience = fields.choice("投票对象", choices(rules.AUDIENCE_LABELS), widget=forms.RadioSelect)
    group = fields.choice("会员分组", (), required=False)
    once = fields.choice(
        "凭链接投票的，怎样算一个人",
        choices(rules.ONCE_LABELS),
        required=False,
        help_text="会员和分组按账号、组织按组织各算一票，不用选。按账号最能防止刷票，按设备最方便。",
    )
    is_daily = forms.BooleanField(label="每天可以投一次（匿名的不能）", required=False)
    is_anonymous = forms.BooleanField(label="匿名：不记录是谁投的，也不记录投票时间", required=False)
    ranking = fields.choice("排名什么时候公开", choices(rules.RANKING_LABELS), widget=forms.RadioSelect)
    opens_at = moment("开始时间", "不填的，发布后马上开始。")
    closes_at = moment("截止时间", "不填的，一直开放，由您手动结束。")
    rate = fields.number(
        "同一网络每小时最多投多少票",
        least=1,
        most=rules.MAX_RATE,
        hint="一个单位的人常常共用一个网络，不要定得太小；不限的不填。",
    )
    password = fields.text(
        "口令", questionnaires.MAX_PASSWORD, required=False, hint="填了口令的，要输入口令才能投票；不需要的不填。"
    )
    most = fields.number("最多收多少票", least=1, most=gatherings.MAX_MOST, hint="收满自动停止；不限的不填。")

    def __init__(self, *args: Any, groups: Sequence[tuple[Tag, int]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(tag.code, f"{tag}（有账号的 {number} 人）") for tag, number in groups]
        let_choose(self, "group", [("", "请选择"), *listed])
        if not groups:
            del self.fields["group"]
            offered = {one: label for one, label in rules.AUDIENCE_LABELS.items() if one != Audience.GROUP}
            let_choose(self, "audience", choices(offered))

    def clean(self) -> dict[str, Any]:
        """Ask for the group where one is meant."""
        cleaned = super().clean()
        if "audience" in cleaned and "group" in cleaned:
            try:
                cleaned["group"] = require_group(audience=cleaned["audience"], group=cleaned["group"])
            except ValidationError as refusal:
                self.refuse(refusal)
        return cleaned

    def clean_once(self) -> str:
        """Give the usual where nothing is chosen."""
        return self.cleaned_data["once"] or rules.LINK_ONCE[0].value


class Extend(StaffForm):
    """Another closing time."""

    closes_at = moment("截止时间", "不填的，一直开放，由您手动结束。")


class Close(StaffForm):
    """Nothing is typed: no more votes."""


class Archive(StaffForm):
    """Nothing is typed: the poll is put away."""


class Remind(StaffForm):
    """Nothing is typed: those who have not voted are told."""


class Show(Filters):
    """The page of the list of those who have not voted."""
