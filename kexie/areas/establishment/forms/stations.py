"""What is typed on a workstation's workbench."""

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.establishment import rules


class Forward(StaffForm):
    """What somebody in the enterprise says."""

    kind = fields.choice("类别", [("", "请选择"), *rules.VOICE_LABELS.items()])
    said_by = fields.text("提出人", 60, required=False, hint="可以不填。")
    words = fields.area("内容", rules.MAX_VOICE, hint="所在地科协会看到，请写明情况和希望得到的帮助。", rows=5)

    def clean_words(self) -> str:
        """Return what is said; refuse nothing."""
        return said(self, "words", "请填写内容。")


class Answer(StaffForm):
    """What the association says to it."""

    answer = fields.area("答复", rules.MAX_VOICE, hint="工作站会看到。", rows=5)

    def clean_answer(self) -> str:
        """Return the answer; refuse none."""
        return said(self, "answer", "请填写答复。")


def said(form: StaffForm, name: str, words: str) -> str:
    """Return what was typed; refuse an empty field."""
    typed: str = form.cleaned_data[name].strip()
    if not typed:
        raise forms.ValidationError(words)
    return typed
