"""Fields of the workbench's forms about organisations."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from kexie.areas.directory.queries import picking
from kexie.core.forms import Form
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.regions.models import Region, RegionQuerySet

REQUIRED = {"required": "请填写这一项。"}


class StaffForm(Form):
    """A form of the workbench: what was typed stays, and what stands now is shown beside it when the page was old."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.RadioSelect):
                kind = "form-check-input"
            else:
                kind = "form-select" if isinstance(widget, forms.Select) else "form-control"
            widget.attrs.setdefault("class", kind)

    def standing(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - any row
        """Return what stands now in the row, by field."""
        return {name: getattr(row, name) for name in self.fields if hasattr(row, name) and name != "seen"}


def text(label: str, length: int, *, required: bool = True, hint: str = "") -> forms.CharField:
    """A line of text."""
    messages = {"required": f"请填写{label}。", "max_length": f"{label}最多 {length} 个字。"}
    return forms.CharField(label=label, max_length=length, required=required, help_text=hint, error_messages=messages)


def area(label: str, length: int, *, hint: str = "", rows: int = 6) -> forms.CharField:
    """Some lines of text that may be left out."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=False,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": f"{label}最多 {length} 个字。"},
    )


def day(label: str, *, required: bool = True, hint: str = "") -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": f"请填写{label}。", "invalid": "日期应像 2026-11-21 这样填写。"},
    )


def number(
    label: str, *, least: int = 0, most: int = 2_000_000_000, required: bool = False, hint: str = ""
) -> forms.IntegerField:
    """A number; one that is not required may be unknown."""
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=required,
        help_text=hint,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": f"请填写{label}。",
            "invalid": "请填写整数。",
            "min_value": f"不能小于 {least}。",
            "max_value": f"不能大于 {most:,}。",
        },
    )


def degrees(label: str, least: int, most: int) -> forms.DecimalField:
    """A coordinate inside the country, to six places."""
    words = f"{label}应在 {least} 到 {most} 之间。"
    return forms.DecimalField(
        label=label,
        min_value=least,
        max_value=most,
        max_digits=9,
        decimal_places=6,
        required=False,
        help_text="可从地图上抄录；不填时按地址打开地图。",
        error_messages={"invalid": "请填写数字。", "min_value": words, "max_value": words},
    )


def choice(label: str, choices: Sequence[tuple[Any, Any]], *, required: bool = True, **extra: Any) -> forms.ChoiceField:
    """One of several words."""
    messages = {"required": f"请选择{label}。", "invalid_choice": f"没有这个“{label}”选项，请重新选择。"}
    return forms.ChoiceField(label=label, choices=choices, required=required, error_messages=messages, **extra)


def yes_no(label: str) -> forms.TypedChoiceField:
    """Yes, no or unknown."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", "未填"), ("True", "是"), ("False", "否")],
        required=False,
        coerce=lambda given: given == "True",
        empty_value=None,
    )


def row(label: str, rows: Any, *, required: bool = False, empty: str = "无") -> "forms.ModelChoiceField[Any]":  # noqa: ANN401
    """One of several rows."""
    return forms.ModelChoiceField(
        label=label,
        queryset=rows,
        required=required,
        empty_label=empty,
        error_messages={"required": f"请选择{label}。", "invalid_choice": f"没有这个“{label}”选项，请重新选择。"},
    )


class PickField(forms.CharField):
    """A name that is typed, with a list of what matches; the list's entries carry a code."""

    def offer(self, address: str, name: str) -> None:
        """Tell the browser where to ask for what matches."""
        self.list_id = f"{name}-list"
        self.widget.attrs |= {
            "list": self.list_id,
            "autocomplete": "off",
            "hx-get": address,
            "hx-trigger": "focus once, input changed delay:250ms",
            "hx-target": f"#{self.list_id}",
            "hx-swap": "innerHTML",
        }


class BodyField(PickField):
    """A body, chosen by its name out of those that are offered."""

    sources: Sequence[OrganisationQuerySet] = ()

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - as in Django
        """Return the body that is meant."""
        text = super().clean(value)
        if not text:
            return None
        found = picking.body(self.sources, text)
        if not found:
            raise ValidationError("没有找到这个组织，请输入名称中的几个字，再从列表中选择。")
        if len(found) > 1:
            raise ValidationError("有几个同名的组织，请从列表中选择。")
        return found[0]

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - as in Django
        """Write a body with its code."""
        return picking.written(value) if isinstance(value, Organisation) else value


class RegionField(PickField):
    """A region, chosen by its name."""

    rows: RegionQuerySet | None = None

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - as in Django
        """Return the region that is meant."""
        text = super().clean(value)
        if not text or self.rows is None:
            return None
        found = picking.region(self.rows, text)
        if not found:
            raise ValidationError("没有找到这个地区，请输入名称，再从列表中选择。")
        if len(found) > 1:
            raise ValidationError("有几个同名的地区，请从列表中选择。")
        return found[0]

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - as in Django
        """Write a region with its code."""
        return picking.written_region(value) if isinstance(value, Region) else value


def picked_body(label: str, *, required: bool = True, hint: str = "") -> BodyField:
    """A body, by its name."""
    return BodyField(label=label, max_length=160, required=required, help_text=hint, error_messages=_missing(label))


def picked_region(label: str, *, required: bool = True, hint: str = "") -> RegionField:
    """A region, by its name."""
    return RegionField(label=label, max_length=60, required=required, help_text=hint, error_messages=_missing(label))


def _missing(label: str) -> dict[str, str]:
    return {"required": f"请填写{label}。"}


def offer(form: forms.Form, body: Organisation) -> None:
    """Let the fields by name ask for what matches, for a body."""
    for name, field in form.fields.items():
        if isinstance(field, PickField):
            field.offer(reverse("directory:candidates", args=[body.code, name]), name)
