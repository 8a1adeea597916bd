"""What is typed where a survey is begun and written."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.surveys import rules
from kexie.areas.surveys.models import Survey
from kexie.core.forms import Filters, Form, let_choose
from kexie.engines.files.forms import UploadField
from kexie.engines.files.rules import PICTURES
from kexie.engines.questionnaires import rules as questionnaires
from kexie.engines.questionnaires.rules import pasting, ready

BLANK, PASTE = "blank", "paste"
MAX_DRAFT = 1_500_000  # characters
MAX_PICTURE = 10 * 1024**2  # bytes


class Browse(Filters):
    """The stage and the page of the list, as they stand in the address."""

    stage = forms.ChoiceField(required=False, choices=[(one.value, label) for one, label in rules.STAGE_LABELS.items()])


class Add(StaffForm):
    """What a survey begins with: nothing, a model, a pasted text or an earlier survey."""

    source = fields.choice("从哪里开始", (), widget=forms.RadioSelect)
    title = fields.text("标题", rules.MAX_TITLE, required=False, hint="可以先不写；用模板时自动带上模板的标题。")
    text = fields.area(
        "问卷文字",
        pasting.MAX_PASTED,
        hint="把 Word 或记事本里的问卷整篇复制到这里，例如“1. 您的年龄段是？[单选]”，下面每行一个选项。",
        rows=12,
    )
    is_taken = forms.BooleanField(label="先照这样新建，没有看懂的几行由我在编辑页补上", required=False)

    def __init__(self, *args: Any, known: Sequence[Survey], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {row.code: row for row in known}
        self.doubts: Sequence[pasting.Doubt] = ()
        copies = [(row.code, row.questionnaire.title) for row in known]
        let_choose(self, "source", [(BLANK, "空白问卷"), (PASTE, "粘贴文字"), *self.models, *copies])

    @property
    def models(self) -> list[tuple[str, str]]:
        """The models, as they are chosen."""
        return [(one.name, one.label) for one in ready.MODELS]

    @property
    def starts(self) -> list[dict[str, Any]]:
        """What a survey can begin with, in groups, as the page shows it."""
        own = [(BLANK, "空白问卷", "一题一题地加"), (PASTE, "粘贴文字", "把 Word 里的问卷整篇粘贴进来")]
        models = [(one.name, one.label, one.about) for one in ready.MODELS]
        copies = [(row.code, row.questionnaire.title, row.get_stage_display()) for row in self.known.values()]
        groups = (("自己写", own), ("用写好的模板", models), ("复制以前的问卷", copies))
        return [
            {"label": label, "starts": [{"value": value, "label": name, "about": about} for value, name, about in rows]}
            for label, rows in groups
            if rows
        ]

    @staticmethod
    def begun(asked: Mapping[str, str]) -> dict[str, Any]:
        """Return what stands in the form at first: the source that the address names."""
        return {"source": asked.get("source", BLANK)[:40]}

    def clean(self) -> dict[str, Any]:
        """Give the draft that the survey begins with."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        source = cleaned["source"]
        draft = self._pasted(cleaned) if source == PASTE else self._taken(source)
        if title := " ".join(cleaned["title"].split()):
            draft["title"] = title
        return {"draft": draft}

    def _taken(self, source: str) -> dict[str, Any]:
        if source in self.known:
            draft = dict(self.known[source].questionnaire.draft)
            return {**draft, "title": f"{draft.get('title', '')}（复制）"[: rules.MAX_TITLE]}
        return {"title": ""} if source == BLANK else ready.model(source)

    def _pasted(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        found = pasting.pasted(cleaned["text"])
        self.doubts = found.doubts
        if not found.draft["items"]:
            raise ValidationError({"text": "没有看出题目。题目请用“1.”或者“一、”这样的编号开头，一行一个。"})
        if found.doubts and not cleaned["is_taken"]:
            raise ValidationError(
                f"看懂了 {found.questions} 道题，有 {len(found.doubts)} 处没有看懂，列在下面。"
                "可以修改文字再试，或者勾选后先新建。"
            )
        return found.draft


class Change(Form):
    """A draft as the builder sends it: JSON."""

    draft = forms.CharField(
        max_length=MAX_DRAFT,
        strip=False,
        error_messages={"required": "没有收到问卷的内容。", "max_length": "问卷的内容太多了，没有保存。"},
    )

    def clean_draft(self) -> Any:  # noqa: ANN401 - whatever a browser sends; the engine checks its shape
        """Read the JSON."""
        try:
            return json.loads(self.cleaned_data["draft"], parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise ValidationError("问卷的数据不完整，没有保存。") from None

    def clean(self) -> dict[str, Any]:
        """Ask for the revision that the browser saw: without it nothing tells who was faster."""
        cleaned = super().clean() or {}
        if cleaned.get("draft") is not None:
            questionnaires.received(cleaned["draft"])
        return cleaned


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


class Illustrate(Form):
    """A picture that the builder sends."""

    picture = UploadField(kinds=PICTURES, max_bytes=MAX_PICTURE, square=questionnaires.PICTURE_SIDE, label="图片")


class Remove(StaffForm):
    """A draft is deleted."""
