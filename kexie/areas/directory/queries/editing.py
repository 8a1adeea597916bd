"""What the forms of a body's parts, posts, terms, turns and tasks have in common."""

from typing import Any, TypeVar

from django.db import models
from django.shortcuts import get_object_or_404
from django.urls import reverse

from kexie.core.forms import Form
from kexie.foundation.organisations.models import Organisation

Row = TypeVar("Row", bound=models.Model)


def one(rows: models.QuerySet[Row], code: str, number: int) -> Row:
    """Return a row of a body that lives; raises Http404 for another body's, too."""
    living = rows.filter(organisation__closed_on=None).select_related("organisation")
    return get_object_or_404(living, organisation__code=code, pk=number)


def editing(body: Organisation, form: Form, to: str, row: models.Model | None = None) -> dict[str, Any]:
    """Return what the page of a form shows; `to` is the page that it came from and leads back to."""
    return {"organisation": body, "form": form, "row": row, "back": reverse(f"directory:{to}", args=[body.code])}
