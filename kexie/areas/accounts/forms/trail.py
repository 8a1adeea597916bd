"""What is typed to find records, to take them away and to verify the trail."""

from typing import Any

from django import forms

from kexie.areas.accounts.queries.trail import FIELDS, SORTS, as_text, groups, kinds
from kexie.core.forms import Form, let_choose


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label,
        required=False,
        widget=widget,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "请填写有效的日期，例如 2026-03-01。"},
    )


class _Search(forms.Form):
    """The filters of records, as they stand in the address; one that cannot be read is left out and said."""

    use_required_attribute = False
    since = _day("从")
    until = _day("到")
    what = forms.ChoiceField(label="事项", required=False)
    person = forms.CharField(label="经手人", max_length=120, required=False)
    organisation = forms.CharField(label="组织", max_length=120, required=False)
    thing = forms.ChoiceField(label="对象", required=False)
    number = forms.CharField(label="对象编号", max_length=40, required=False)
    order = forms.ChoiceField(
        label="排列", required=False, choices=[(name, sort.label) for name, sort in SORTS.items()]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "what", [("", "全部事项"), *groups()])
        let_choose(self, "thing", kinds())

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, and a kind of thing without its number."""
        typed = super().clean() or self.cleaned_data
        since, until = typed.get("since"), typed.get("until")
        if since and until and since > until:
            self.add_error("until", "结束日期早于开始日期。")
        if bool(typed.get("thing")) != bool(typed.get("number")):
            self.add_error("number", "按对象查找时，请同时选择对象并填写编号。")
        return typed

    @property
    def filters(self) -> dict[str, str]:
        """The filters that could be read, as texts; the others are empty."""
        self.is_valid()
        return {name: as_text(self.cleaned_data.get(name)) for name in self.fields}


class _Listed(_Search):
    after = forms.CharField(max_length=2000, required=False)
    before = forms.CharField(max_length=2000, required=False)


class ReadRecords(_Listed):
    """The filters of the audit administrator."""


class Records(_Listed):
    """The filters of those who answer for a body."""


class _Taken(Form, _Search):
    """The filters of what is taken away; they are shown in words, not typed again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[name].widget = forms.HiddenInput()


class ExportRecords(_Taken):
    """What the audit administrator takes away."""


class Export(_Taken):
    """What those who answer for a body take away."""


class VerifyRecords(Form):
    """The days whose seals are to be verified; without days all of them."""

    since = _day("从")
    until = _day("到")

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        typed = super().clean() or self.cleaned_data
        if typed.get("since") and typed.get("until") and typed["since"] > typed["until"]:
            self.add_error("until", "结束日期早于开始日期。")
        return typed
