"""The filters of the list of what is due."""

from django import forms

from kexie.areas.standing.queries.owed import SORTS, STATES
from kexie.core.forms import Filters


class Owed(Filters):
    """State, kind and page, as they stand in the address."""

    state = forms.ChoiceField(required=False, choices=STATES)
    kind = forms.ChoiceField(required=False, choices=SORTS)
