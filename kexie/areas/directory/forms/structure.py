"""What staff type about the parts, posts and terms of a body."""

from typing import Any

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Branch, Organisation, Post, Term

KINDS = [("", "请选择"), *((kind.value, label) for kind, label in rules.BRANCH_LABELS.items())]
TITLES = [("", "请选择"), *((str(title.value), label) for title, label in rules.TITLE_LABELS.items())]
POSITION = "数字小的排在前面。"
UNTIL = "从这一天起不再担任；没有确定的不填。"


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
    """What was entered of a post, put right."""

    holder = fields.text("任职人", 60)
    since = fields.day("开始日期")
    until = fields.day("结束日期", required=False, hint=UNTIL)
    position = fields.number("顺序", most=9999, hint=POSITION)

    def clean_position(self) -> int:
        """Return 0 where nothing was typed."""
        return self.cleaned_data["position"] or 0

    def standing(self, row: Post) -> dict[str, Any]:
        """Return what stands now, by field."""
        return {**super().standing(row), "since": row.period.lower, "until": row.period.upper}


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
