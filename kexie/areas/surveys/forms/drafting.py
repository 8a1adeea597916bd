"""What is typed where a survey is begun and written."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.surveys import rules
from kexie.areas.surveys.models import Survey
from kexie.core.forms import Filters, Form, let_choose
from kexie.core.labels import choices
from kexie.engines.files.forms import UploadField
from kexie.engines.files.rules import PICTURES
from kexie.engines.questionnaires import rules as questionnaires
from kexie.engines.questionnaires.rules import pasting, ready, xlsform
from kexie.engines.sheets import queries as sheets
from kexie.engines.sheets import rules as tables

BLANK, PASTE, SHEETS = "blank", "paste", "xlsform"
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
    file = forms.FileField(
        label="XLSForm 文件",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx", "class": "form-control"}),
        help_text="ODK、KoboToolbox 通用的表格，Excel 工作簿（.xlsx），里面有 survey 和 choices 两个工作表。",
        error_messages={"empty": "这个文件是空的，请重新保存后再上传。"},
    )
    read = forms.CharField(required=False, max_length=MAX_DRAFT, widget=forms.HiddenInput)  # what a file gave before
    is_taken = forms.BooleanField(label="先照这样新建，没有带过来的由我在编辑页补上", required=False)

    is_next = forms.BooleanField(
        label="复制以前的问卷时，作为它的下一期：题目和选项没有改的，结果可以两期对比", required=False, initial=True
    )

    def __init__(self, *args: Any, known: Sequence[Survey], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {row.code: row for row in known}
        self.doubts: Sequence[pasting.Doubt | xlsform.Lapse] = ()
        copies = [(row.code, row.questionnaire.title) for row in known]
        let_choose(
            self, "source", [(BLANK, "空白问卷"), (PASTE, "粘贴文字"), (SHEETS, "导入表格"), *self.models, *copies]
        )

    @property
    def models(self) -> list[tuple[str, str]]:
        """The models, as they are chosen."""
        return [(one.name, one.label) for one in ready.MODELS]

    @property
    def starts(self) -> list[dict[str, Any]]:
        """What a survey can begin with, in groups, as the page shows it."""
        own = [
            (BLANK, "空白问卷", "一题一题地加"),
            (PASTE, "粘贴文字", "把 Word 里的问卷整篇粘贴进来"),
            (SHEETS, "导入 XLSForm", "从 ODK、KoboToolbox 或者别的平台带来的表格"),
        ]
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
        makers = {PASTE: self._pasted, SHEETS: self._imported}
        draft = makers[source](cleaned) if source in makers else self._taken(source)
        if title := " ".join(cleaned["title"].split()):
            draft["title"] = title
        return {"draft": draft, "follows": self.known.get(source) if cleaned["is_next"] else None}

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

    def _imported(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Read the file; what is told of it is told once, and its draft stays in the page until somebody took note."""
        upload = cleaned["file"]
        if not upload:
            if not cleaned["read"]:
                raise ValidationError({"file": "请选择 XLSForm 文件（.xlsx）。"})
            return dict(questionnaires.written(questionnaires.received(_json(cleaned["read"]))))
        try:
            found = _read(upload)
        except ValidationError as refusal:
            raise ValidationError({"file": refusal.messages}) from None
        draft = questionnaires.written(questionnaires.received(found.draft))
        self.doubts = found.lapses
        if found.lapses:
            self.data = {**self.data.dict(), "read": json.dumps(draft, ensure_ascii=False)}  # type: ignore[attr-defined] # a QueryDict
            raise ValidationError(
                f"带过来 {found.questions} 道题，有 {len(found.lapses)} 处没有带过来或者改了，列在下面。"
                "看过以后勾选“先照这样新建”，不用再选文件。"
            )
        return draft


class Borrow(Filters):
    """Whose questions are looked at, as it stands in the address: another survey's, or a model's."""

    source = forms.CharField(required=False, max_length=40)


class Change(Form):
    """A draft as the builder sends it: JSON."""

    draft = forms.CharField(
        max_length=MAX_DRAFT,
        strip=False,
        error_messages={"required": "没有收到问卷的内容。", "max_length": "问卷的内容太多了，没有保存。"},
    )

    def clean_draft(self) -> Any:  # noqa: ANN401 - whatever a browser sends; the engine checks its shape
        """Read the JSON."""
        return _json(self.cleaned_data["draft"])

    def clean(self) -> dict[str, Any]:
        """Ask for the revision that the browser saw: without it nothing tells who was faster."""
        cleaned = super().clean() or {}
        if cleaned.get("draft") is not None:
            questionnaires.received(cleaned["draft"])
        return cleaned


def _read(upload: "UploadedFile[Any]") -> xlsform.Imported:
    tables.require_name(upload.name or "")
    tables.require_size(upload.size or 0)
    found = xlsform.imported({name: grid.rows for name, grid in sheets.leaves(upload.read()).items()})
    if not found.draft["items"]:
        raise ValidationError("这个表格里没有系统能用的题目。")
    return found


def _json(text: str) -> Any:  # noqa: ANN401 - whatever a browser sends; the engine checks its shape
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise ValidationError("问卷的数据不完整，没有保存。") from None


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


class Illustrate(Form):
    """A picture that the builder sends."""

    picture = UploadField(kinds=PICTURES, max_bytes=MAX_PICTURE, square=questionnaires.PICTURE_SIDE, label="图片")


class Remove(StaffForm):
    """A draft is deleted."""


class Renew(StaffForm):
    """Whether what was written since goes out, or is taken back."""

    what = fields.choice("怎样处理", choices(rules.RENEW_LABELS), widget=forms.RadioSelect)
