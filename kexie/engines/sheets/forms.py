"""The field of a form that takes an .xlsx file."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kexie.engines.sheets import queries
from kexie.engines.sheets.rules import Column, Row


class SheetField(forms.FileField):
    """An uploaded table whose cleaned value is its rows (`list[Row]`)."""

    def __init__(self, columns: Sequence[Column], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.columns = tuple(columns)

    def clean(self, data: object, initial: object = None) -> list[Row]:
        """Return the rows; raises ValidationError with everything that is wrong."""
        upload = super().clean(data, initial)
        return queries.read(upload.read(), self.columns) if upload else []
