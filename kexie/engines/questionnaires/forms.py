"""What browsers send besides answers: files, one by one (FRM-01)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from kexie.core.forms import Form
from kexie.engines.files.forms import MESSAGES, take
from kexie.engines.files.rules import Upload
from kexie.engines.questionnaires.rules import Definition, Item, attaching, check
from kexie.engines.questionnaires.rules.kinds import UPLOADED


class Attach(Form):
    """A file for a question, of the kinds and the size that it takes."""

    question = forms.CharField(max_length=40)
    file = forms.FileField(allow_empty_file=True, error_messages=MESSAGES)

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition

    def clean(self) -> dict[str, Any]:
        """Give the question and the file as it may be kept; raises ValidationError for what is not taken."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        item = attaching.asked(self.definition, cleaned["question"])
        return {"question": item.key, "file": _taken(item, cleaned["file"])}


class Detach(Form):
    """The code of a file that is not wanted any more."""

    code = forms.CharField(max_length=20)


class Find(forms.Form):
    """A few letters of a name, and the body below which an organisation is looked for; none for regions."""

    q = forms.CharField(max_length=60, required=False)
    body = forms.CharField(max_length=12, required=False)

    @property
    def filters(self) -> dict[str, str]:
        """What could be read."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


def uploads(definition: Definition, sent: Any) -> tuple[dict[str, list[Upload]], dict[str, str]]:  # noqa: ANN401 - request.FILES
    """Return the files that came with a whole form, by question, and why others are not taken.

    That is how a browser without script sends them; more than a question takes are refused before they are read.
    """
    found: dict[str, list[Upload]] = {}
    faults: dict[str, str] = {}
    files = sent if isinstance(sent, MultiValueDict) else MultiValueDict()
    for item in definition.items:
        given = files.getlist(f"{attaching.UPLOAD}{item.key}") if item.kind in UPLOADED else []
        try:
            attaching.require_few(item, len(given))
            found[item.key] = [_taken(item, one) for one in given]
        except ValidationError as refusal:
            faults[item.key] = "".join(refusal.messages)
    return {key: files for key, files in found.items() if files}, faults


def _taken(item: Item, sent: "UploadedFile[Any]") -> Upload:
    wanted = check(item)
    return take(sent, kinds=wanted["accept"], max_bytes=wanted["megabytes"] * 1024**2)
