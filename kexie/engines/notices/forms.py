"""What somebody types about notices. Never saves."""

from django import forms

from kexie.core.forms import Form
from kexie.engines.notices import queries


class Browse(forms.Form):
    """What of the inbox is shown, as it stands in the address."""

    only = forms.ChoiceField(required=False, choices=[("unread", "未读")])
    kind = forms.CharField(max_length=40, required=False)
    after = forms.CharField(max_length=2000, required=False)
    before = forms.CharField(max_length=2000, required=False)

    @property
    def filters(self) -> dict[str, str]:
        """The filters that could be read; the others are left out."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}

    def clean_kind(self) -> str:
        """Leave out a kind that does not exist."""
        given = str(self.cleaned_data["kind"])
        return given if given in queries.kinds() else ""


class Read(Form):
    """Nothing but the wish."""


class ReadAll(Form):
    """Of which kind; of all without one."""

    kind = forms.CharField(max_length=40, required=False)
