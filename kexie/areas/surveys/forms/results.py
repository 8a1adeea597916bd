"""What is typed about what came of a survey."""

from typing import Any

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.surveys import rules
from kexie.core.cases import MAX_REASON
from kexie.core.forms import Filters, let_choose
from kexie.core.labels import choices
from kexie.engines.questionnaires.queries.answers import HOW

EXPORTS = [(how, f"答卷，{label}") for how, label in choices(HOW)]


class Results(forms.Form):
    """Whose answers are meant, as it stands in the address; it is looked up in the survey."""

    where = forms.CharField(max_length=90, required=False)

    @property
    def filters(self) -> dict[str, str]:
        """What could be read."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


class Crosstab(Results):
    """And which two questions."""

    down = forms.CharField(max_length=40, required=False)
    across = forms.CharField(max_length=40, required=False)


class Report(Crosstab):
    """And as which kind of file."""

    kind = forms.CharField(max_length=10, required=False)


class Chart(Results):
    """And which question, as which kind of picture."""

    question = forms.CharField(max_length=40, required=False)
    kind = forms.CharField(max_length=10, required=False)


class Words(Results):
    """And which question."""

    question = forms.CharField(max_length=50, required=False)


class Texts(Filters):
    """Which question, and the page of what people wrote to it."""

    question = forms.CharField(max_length=50, required=False)


class Responses(Filters):
    """The page of the list of answers."""


class Release(StaffForm):
    """Whether everybody may see the results."""

    is_open = forms.BooleanField(label="公开统计结果", required=False)


class Reveal(StaffForm):
    """What the personal answers are needed for."""

    reason = fields.text("查看用途", MAX_REASON, hint="例如：电话核实、寄送材料。会记入审计记录。")


class Void(StaffForm):
    """Why an answer counts no more."""

    reason = fields.text("作废原因", MAX_REASON, hint="例如：试填、重复填写。原因会和这份答卷一起保留。")


class Export(StaffForm):
    """How choices are written, and whether what is personal is wanted."""

    how = fields.choice("导出什么", EXPORTS, required=False, widget=forms.RadioSelect)
    with_personal = forms.BooleanField(label="包含姓名、手机号等个人信息", required=False)
    reason = fields.text("个人信息的用途", MAX_REASON, required=False, hint="包含个人信息时必须写明，会记入审计记录。")

    def __init__(self, *args: Any, has_personal: bool, has_roll: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_roll:
            let_choose(self, "how", [*EXPORTS, (rules.ROLL, "填写情况：谁已经填写、谁还没有，不含答卷")])
        if not has_personal:
            del self.fields["with_personal"], self.fields["reason"]
