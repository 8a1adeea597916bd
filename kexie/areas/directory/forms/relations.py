"""What staff type about a body's relations apart from the tree."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.core.forms import let_choose
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet


class Relate(StaffForm):
    """The other body, and how the two are joined."""

    edge = fields.choice("关系", ())
    object = fields.picked_body("对方", hint="输入名称中的几个字，再从列表中选择。")
    since = fields.day("开始日期", required=False)
    until = fields.day("结束日期", required=False, hint="从这一天起不再有效；没有确定的不填。")
    is_lead = forms.BooleanField(label="牵头单位", required=False)
    contact = fields.text("联系人", 60, required=False)

    def __init__(
        self,
        *args: Any,
        body: Organisation,
        edges: Mapping[rules.Edge, str],
        bodies: Sequence[OrganisationQuerySet],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "edge", [("", "请选择"), *((str(edge.value), label) for edge, label in edges.items())])
        self.fields["object"].sources = bodies  # type: ignore[attr-defined] # a BodyField
        fields.offer(self, body)

    def clean_edge(self) -> rules.Edge:
        """Return the relation itself."""
        return rules.Edge(int(self.cleaned_data["edge"]))


class Unrelate(StaffForm):
    """The day from which a relation holds no longer."""

    until = fields.day("结束日期", hint="从这一天起不再有效；以前的关系会保留为历史。")


class NameContact(StaffForm):
    """Who keeps contact with an enterprise of the park."""

    contact = fields.text("联系人", 60)


class AddTurn(StaffForm):
    """A turn of one of the founders."""

    founder = fields.row("轮值企业", Organisation.objects.none(), required=True, empty="请选择")
    holder = fields.text("轮值主席", 60, required=False, hint="到日由系统登记为主席，并结束前一任。")
    starts_on = fields.day("开始日期")
    ends_on = fields.day("结束日期", hint="从这一天起由下一家轮值。")

    def __init__(self, *args: Any, founders: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["founder"].queryset = founders  # type: ignore[attr-defined] # of rows


class RemoveTurn(StaffForm):
    """Nothing is typed: the turn is taken out of the calendar."""


class AgreeTask(StaffForm):
    """A task that the members agreed on."""

    title = fields.text("任务", 120)
    lead = fields.row("牵头单位", Organisation.objects.none(), empty="暂不确定")
    agreed_on = fields.day("商定日期")
    due = fields.day("完成期限", required=False, hint="到期前和超期后会提醒本组织的工作人员；没有期限可以不填。")

    def __init__(self, *args: Any, members: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = members  # type: ignore[attr-defined] # of rows


class ChangeTask(AgreeTask):
    """An agreed task that is not done yet."""


class CompleteTask(StaffForm):
    """When a task was done, and what came of it."""

    done_on = fields.day("完成日期")
    result = fields.area("成果", 500, hint="所有成员单位都能看到。", rows=3)
