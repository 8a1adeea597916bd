"""What is typed off a paper, and by whoever looks it through."""

from typing import Any

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.surveys.forms.answering import Questionnaire
from kexie.engines.questionnaires.rules import entering


class Enter(Questionnaire):
    """A paper: its number, and what stands on it."""

    label = fields.text(
        "纸质问卷的编号", entering.MAX_LABEL, hint="先在每张纸上写一个编号，例如：云溪-001。每张只录一次。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].widget.attrs |= {"class": "form-control q-short", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        """Give what was typed as it is."""
        return {"typed": self.typed, "label": self.cleaned_data.get("label", "")}


class Confirm(Questionnaire):
    """The same paper, read by another."""

    is_checked = forms.BooleanField(
        label="不同的地方已经对照纸质问卷，以现在填写的为准",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def clean(self) -> dict[str, Any]:
        """Give what was typed as it is, and the revision that was seen."""
        return {"typed": self.typed, **{name: self.cleaned_data.get(name) for name in ("is_checked", "seen")}}


class Discard(StaffForm):
    """Nothing is typed: a paper that was typed by mistake goes."""
