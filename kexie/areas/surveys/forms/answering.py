"""What whoever answers a survey types: the names are those of the questionnaire, each with a prefix."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.core.forms import Form
from kexie.engines.questionnaires import forms as questionnaires
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.queries.collecting import Respondent
from kexie.engines.questionnaires.rules import Definition

MAX_NAMES = 5_000


def typed(sent: QueryDict) -> dict[str, list[str]]:
    """Return what stands under the questionnaire's names."""
    names = [name for name in sent if name.startswith(rules.PREFIX)][:MAX_NAMES]
    found = {name.removeprefix(rules.PREFIX): [text.replace("\0", "") for text in sent.getlist(name)] for name in names}
    return {name: texts for name, texts in found.items() if any(texts)}


class Questionnaire(Form):
    """The base of what answers a questionnaire: the engine judges it; a question gets a field here for its fault."""

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition

    def refuse(self, refusal: ValidationError) -> None:
        """Put what the engine finds wrong beside the questions."""
        for name in getattr(refusal, "error_dict", ()):
            self._place(name)
        super().refuse(refusal)

    def _place(self, name: str) -> None:
        """Only a question with a fault needs a field: thousands send at once."""
        if name.startswith(rules.PREFIX):
            self.fields.setdefault(name, forms.Field(required=False))

    @property
    def typed(self) -> dict[str, list[str]]:
        """What was typed."""
        return typed(self.data) if isinstance(self.data, QueryDict) else {}

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong, by question."""
        named = {name: errors for name, errors in self.errors.items() if name.startswith(rules.PREFIX)}
        return {name.removeprefix(rules.PREFIX): str(errors[0]) for name, errors in named.items()}

    def taken(self) -> dict[str, Any]:
        """Give what was typed and the files that came with it; what is wrong with these stands at their questions."""
        uploads, faults = questionnaires.uploads(self.definition, self.files)
        for key, sentence in faults.items():
            self._place(name := f"{rules.PREFIX}{key}")
            self.add_error(name, sentence)
        return {"typed": self.typed, "uploads": uploads}


class Answer(Questionnaire):
    """A whole answer, by somebody."""

    def __init__(self, *args: Any, respondent: Respondent, is_locked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = {"respondent": respondent, "is_locked": is_locked}

    def clean(self) -> dict[str, Any]:
        """Give what was typed as it is."""
        return {**self.taken(), **self.given}


class ChangeAnswer(Questionnaire):
    """Other answers in the place of one's own."""

    def clean(self) -> dict[str, Any]:
        """Give what was typed as it is, and the revision that was seen."""
        seen = self.cleaned_data.get("seen")
        return {**self.taken(), "seen": seen}


class Attach(questionnaires.Attach):
    """A file while somebody answers."""

    def __init__(self, *args: Any, respondent: Respondent, is_locked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = {"respondent": respondent, "is_locked": is_locked}

    def clean(self) -> dict[str, Any]:
        """Give the file, and who sends it."""
        return {**super().clean(), **self.given}


class Detach(questionnaires.Detach):
    """A file that is not wanted any more."""


class Save(forms.Form):
    """An answer that is not sent yet, and the mark of what the page knew of it."""

    seen = forms.CharField(max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        """Give what was typed as it is."""
        sent = typed(self.data) if isinstance(self.data, QueryDict) else {}
        return {"typed": sent, "seen": self.cleaned_data.get("seen", "")}


class Unlock(StaffForm):
    """The password of a survey."""

    password = fields.text("口令", rules.MAX_PASSWORD)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs["autocomplete"] = "off"
