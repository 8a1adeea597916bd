"""The filters of the list of what is due."""

from django import forms

from kexie.areas.standing.queries.owed import SORTS, STATES


class Owed(forms.Form):
    """State, kind and page, as they stand in the address."""

    state = forms.ChoiceField(required=False, choices=STATES)
    kind = forms.ChoiceField(required=False, choices=SORTS)
    after = forms.CharField(max_length=2000, required=False)
    before = forms.CharField(max_length=2000, required=False)

    @property
    def filters(self) -> dict[str, str]:
        """The filters that could be read; the others are left out."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
