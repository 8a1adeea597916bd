"""The base of every form: it cleans what was typed and never saves."""

from collections.abc import Iterable
from typing import Any

from django import forms

MAX_TEXT = 10_000


class Form(forms.Form):
    """A form that knows the revision its page was drawn from.

    >>> form = Form({"seen": "3"}, seen=4)
    >>> form.is_valid(), form.cleaned_data
    (True, {'seen': 3})
    """

    use_required_attribute = False  # the server's sentences are shown, not the browser's

    def __init__(self, *args: Any, seen: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if seen is not None:
            self.fields["seen"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=seen, min_value=0, max_value=2**31 - 1
            )


def let_choose(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let a field be chosen from what only this page knows; raises TypeError for a field that is no choice."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    field.choices = list(choices)
