"""The field of a form that takes an .xlsx file."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kexie.engines.sheets import queries, rules
from kexie.engines.sheets.rules import Column, Row


class SheetField(forms.FileField):
    """An uploaded table; its cleaned value is the rows (`list[Row]`), or every sentence that is wrong with it."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "请选择填好的表格（.xlsx 文件）。",
        "invalid": "没有收到文件，请重新选择后再上传。",
        "missing": "没有收到文件，请重新选择后再上传。",
        "empty": "这个文件是空的，请重新保存后再上传。",
    }

    def __init__(self, columns: Sequence[Column], *, most: int = rules.MAX_ROWS, **given: Any) -> None:
        given.setdefault("widget", forms.FileInput(attrs={"accept": ".xlsx", "class": "form-control"}))
        super().__init__(**given)
        self.columns, self.most = tuple(columns), most

    def clean(self, data: Any, initial: Any = None) -> list[Row]:  # noqa: ANN401 -- as Django's field
        """Return the rows; raises ValidationError with everything that is wrong."""
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return []
        rules.require_name(upload.name or "")
        rules.require_size(upload.size or 0)
        return queries.read(upload.read(), self.columns, most=self.most)
