"""What is typed about survey stations."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.membership.models import Tag
from kexie.areas.stations import rules
from kexie.areas.stations.models import Station
from kexie.areas.surveys.forms.running import moment
from kexie.areas.surveys.models import Survey
from kexie.core.forms import Filters, let_choose
from kexie.core.labels import choices
from kexie.foundation.organisations.models import OrganisationQuerySet

PAGES = ("after", "before")


def written(label: str, length: int, *, hint: str = "", rows: int = 6) -> forms.CharField:
    """Some lines of text that must be there."""
    field = fields.area(label, length, hint=hint, rows=rows)
    field.required = True
    field.error_messages["required"] = f"请填写{label}。"
    return field


class Browse(Filters):
    """The year and the order of the list."""

    year = forms.CharField(max_length=4, required=False)
    order = forms.ChoiceField(required=False, choices=choices(rules.ORDER_LABELS))


class Overview(Filters):
    """The year."""

    year = forms.CharField(max_length=4, required=False)


class Panel(Filters):
    """The page of the list."""


class Bulletins(Filters):
    """The stage and the page of the list."""

    stage = forms.ChoiceField(required=False, choices=choices(rules.STAGE_LABELS))


class Change(StaffForm):
    """What a station is called and what it is for."""

    name = fields.text("站点名称", rules.MAX_NAME)
    focus = fields.text("关注的领域", rules.MAX_FOCUS, required=False, hint="例如：炼化工艺、青年科技工作者。")
    goal = fields.number(
        "样本目标人数", least=1, most=rules.MAX_GOAL, required=True, hint="希望有多少科技工作者参加，只用来看进度。"
    )


class Add(Change):
    """A new station."""

    field_order = ("below", "name", "focus", "goal", "since")
    below = fields.picked_body("设在哪个组织", hint="输入名称中的几个字，再从列表中选择辖区内的基层科协组织。")
    since = fields.day("设站日期", required=False, hint="不填的，从今天起。")

    def __init__(self, *args: Any, hosts: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["below"].sources = [hosts]  # type: ignore[attr-defined] # a BodyField
        self.fields["name"].required = False
        self.fields["name"].help_text = "不填的，用组织的名称。"

    def clean(self) -> dict[str, Any]:
        """Give the body as the one that has the station."""
        cleaned = super().clean()
        if "below" in cleaned:
            cleaned["host"] = cleaned.pop("below")
        return cleaned


class End(StaffForm):
    """Why a station ends."""

    reason = fields.text("撤站原因", rules.MAX_REASON, hint="所在组织看得到。")


class Send(StaffForm):
    """Which draft goes to which stations."""

    survey = fields.choice("问卷草稿", ())
    stations = forms.MultipleChoiceField(
        label="站点",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择站点。", "invalid_choice": "这个站点刚刚有变动，请刷新页面再试。"},
    )
    is_anonymous = forms.BooleanField(label="匿名：不记录是谁填的，也不记录填写时间", required=False)
    closes_at = moment("截止时间", "不填的，一直开放，由您在问卷里手动结束。")

    def __init__(
        self, *args: Any, drafts: Sequence[Survey], known: Sequence[tuple[Station, int]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = {row.code: row for row in drafts}
        self.known = {row.code: row for row, _ in known}
        let_choose(self, "survey", [(code, str(row)) for code, row in self.drafts.items()])
        let_choose(self, "stations", [(row.code, f"{row.name}（样本 {many:,} 人）") for row, many in known])

    def clean_survey(self) -> Survey:
        """Return the draft that is meant."""
        return self.drafts[self.cleaned_data["survey"]]

    def clean_stations(self) -> list[Station]:
        """Return the stations that are meant."""
        return [self.known[code] for code in self.cleaned_data["stations"]]


class Invite(StaffForm):
    """Whom to invite."""

    group = fields.choice("邀请谁", (), required=False)

    def __init__(self, *args: Any, groups: Sequence[tuple[Tag, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(tag.code, f"分组：{tag}（有账号的 {many:,} 人）") for tag, many in groups]
        let_choose(self, "group", [("", "有账号的全部会员"), *named])


class Join(StaffForm):
    """That one agrees."""

    agrees = forms.BooleanField(label="以上内容我已看过，同意参加", required=False)

    def __init__(self, *args: Any, is_worker: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_worker = is_worker

    def clean(self) -> dict[str, Any]:
        """Give what is known of whoever agrees, too."""
        return {**super().clean(), "is_worker": self.is_worker}


class Leave(StaffForm):
    """Nothing is typed: one leaves."""


class Write(StaffForm):
    """A bulletin."""

    sort = fields.choice("类别", choices(rules.SORT_LABELS), widget=forms.RadioSelect)
    title = fields.text("标题", rules.MAX_TITLE)
    text = written(
        "内容",
        rules.MAX_TEXT,
        hint="写情况、原因和建议。请不要写科技工作者本人的姓名、电话，需要时写“一位工程师”。",
        rows=12,
    )
    period = fields.text("反映的时间", rules.MAX_PERIOD, required=False, hint="例如：2026 年第三季度。")


class ChangeBulletin(Write):
    """A bulletin as it is to be."""


class Report(StaffForm):
    """Nothing is typed: the bulletin goes to the association."""


class Handle(StaffForm):
    """What came of a bulletin."""

    outcome = fields.choice("办理结果", choices(rules.OUTCOME_LABELS), widget=forms.RadioSelect)
    answer = fields.area("办理情况", rules.MAX_ANSWER, hint="采用的写明怎样用的，退回的写明原因；站点看得到。", rows=5)


class Export(StaffForm):
    """Of which year."""

    year = forms.TypedChoiceField(
        label="年度", coerce=int, error_messages={"required": "请选择年度。", "invalid_choice": "请从列表里选择年度。"}
    )

    def __init__(self, *args: Any, year: int, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "year", [(str(one), f"{one} 年") for one in (year, *(one for one in years if one != year))])
