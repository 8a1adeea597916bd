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
