"""The fields of a form that take files; their values were looked through and may be kept."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from kexie.engines.files import queries, rules
from kexie.engines.files.rules import Upload

MESSAGES = {
    "required": "请选择文件。",
    "invalid": "没有收到文件，请重新选择后再上传。",
    "missing": "没有收到文件，请重新选择后再上传。",
}


class _Chosen(forms.BoundField):
    """A file that stays chosen where htmx brings the refused form again, unless the file itself was refused."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Let htmx preserve the field."""
        built = super().build_widget_attrs(attrs, widget)
        return built if self.errors else {**built, "hx-preserve": "true"}


class UploadField(forms.FileField):
    """One file of certain kinds; its cleaned value is an `Upload`, or None where none was sent (SEC-04).

    `square` is the side in pixels that a picture is to fit into.
    """

    default_error_messages: ClassVar[dict[str, Any]] = MESSAGES

    def __init__(
        self, *, kinds: Collection[str], max_bytes: int = rules.MAX_BYTES, square: int = 0, **given: Any
    ) -> None:
        self.kinds, self.max_bytes, self.square = frozenset(kinds), max_bytes, square
        given.setdefault("widget", forms.FileInput(attrs={"accept": rules.accepted(kinds), "class": "form-control"}))
        super().__init__(allow_empty_file=True, **given)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Return the field as it is drawn."""
        return _Chosen(form, self, field_name)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:  # noqa: ANN401 - as Django's field
        """Return the file as it may be kept; raises ValidationError with the sentence why it is not taken."""
        sent = super().clean(data, initial)
        if not isinstance(sent, UploadedFile):
            return None
        return take(sent, kinds=self.kinds, max_bytes=self.max_bytes, square=self.square)


class Files(forms.FileInput):
    """A field of a page that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:  # noqa: ANN401
        """Return all files that were sent."""
        return list(files.getlist(name)) if isinstance(files, MultiValueDict) else []


class UploadsField(forms.Field):
    """Several files; the cleaned value is a list of `Upload`."""

    default_error_messages: ClassVar[dict[str, Any]] = MESSAGES

    def __init__(
        self, *, kinds: Collection[str], most: int, max_bytes: int = rules.MAX_BYTES, label: str, **given: Any
    ) -> None:
        self.kinds, self.most, self.max_bytes = frozenset(kinds), most, max_bytes
        attrs = {"accept": rules.accepted(kinds), "multiple": True, "hx-preserve": "true"}
        given.setdefault("widget", Files(attrs=attrs))
        super().__init__(label=label, **given)

    def clean(self, value: Any) -> list[Upload]:  # noqa: ANN401 - as in Django
        """Return the files as they may be kept; raises ValidationError for the first that is not taken."""
        sent = [file for file in value or [] if isinstance(file, UploadedFile)]
        if self.required and not sent:
            raise ValidationError(self.error_messages["required"])
        if len(sent) > self.most:
            raise ValidationError(f"{self.label}最多 {self.most} 个文件，请合并后再选。")
        return [take(file, kinds=self.kinds, max_bytes=self.max_bytes) for file in sent]


def take(sent: "UploadedFile[Any]", *, kinds: Collection[str], max_bytes: int, square: int = 0) -> Upload:
    """Read a file, if it is small enough, and look it through."""
    name = sent.name or "文件"
    rules.require_size(rules.clean_name(name, "txt").removesuffix(".txt"), sent.size or 0, max_bytes)
    return queries.checked(name, sent.read(), kinds=kinds, square=square)
