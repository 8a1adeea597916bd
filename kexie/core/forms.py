"""The base of every form: it cleans what was typed and never saves."""

import inspect
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from kexie.core import clock

MAX_TEXT = 10_000


class Form(forms.Form):
    """A form that knows the revision its page was drawn from.

    `asks` are rules whose parameters are fields of the form, and perhaps `today`. They are asked with the fields' own
    demands, so that all that is wrong is told at once; the action asks them again, with what the database knows.

    >>> form = Form({"seen": "3"}, seen=4)
    >>> form.is_valid(), form.cleaned_data
    (True, {'seen': 3})
    """

    asks: ClassVar[tuple[Callable[..., object], ...]] = ()
    use_required_attribute = False  # the server's sentences are shown, not the browser's

    def __init__(self, *args: Any, seen: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if seen is not None:
            self.fields["seen"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=seen, min_value=0, max_value=2**31 - 1
            )

    def clean(self) -> dict[str, Any]:
        """Ask the rules of which every field could be read."""
        cleaned = super().clean() or self.cleaned_data
        for rule in self.asks:
            wanted = set(inspect.signature(rule).parameters)
            given = {name: cleaned[name] for name in wanted & cleaned.keys()}
            if "today" in wanted - given.keys():
                given["today"] = clock.today()
            if given.keys() == wanted:
                try:
                    rule(**given)
                except ValidationError as refusal:
                    self.refuse(refusal)
        return cleaned

    def refuse(self, refusal: ValidationError) -> None:
        """Put a refusal beside the fields it names, or above the form when it names none that are shown."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for field, errors in refusal.error_dict.items():
            self.add_error(field if field in self.fields else None, errors)


class Filters(forms.Form):
    """What a list is narrowed to and which page of it is wanted, as they stand in the address.

    >>> Filters({"after": "x", "before": "y" * 3000}).filters
    {'after': 'x', 'before': ''}
    """

    after = forms.CharField(max_length=2000, required=False)
    before = forms.CharField(max_length=2000, required=False)

    @property
    def filters(self) -> dict[str, str]:
        """The filters that could be read; the others are left out."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


def let_choose(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let a field be chosen from what only this page knows; raises TypeError for a field that is no choice."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    field.choices = list(choices)
