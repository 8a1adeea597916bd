"""How a place founds bodies of a kind: its own settings, and those it inherits (EST-01)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from kexie.areas.establishment import rules
from kexie.areas.establishment.models import Procedure, ProcedureQuerySet, Reply
from kexie.areas.establishment.rules import Terms
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import KINDS


def terms(rows: ProcedureQuerySet, kind: str) -> Terms:
    """Return the terms for a kind out of what a place and those above it set, the nearest first."""
    found = rows.filter(kind=kind).select_related("organisation")
    return rules.inherited((row.organisation.called, _set(row)) for row in found)


def _set(row: Procedure) -> Mapping[str, object]:
    return {"regime": row.regime, "days": row.days, "asked": row.asked, "extra": row.extra}


def own_terms(rows: ProcedureQuerySet, body: Organisation, kind: str) -> tuple[Procedure | None, Terms]:
    """Return what an association itself set for a kind, if anything, and what it would inherit without."""
    found = list(rows.filter(kind=kind).select_related("organisation"))
    own = next((row for row in found if row.organisation_id == body.pk), None)
    above = [row for row in found if row.organisation_id != body.pk]
    return own, rules.inherited((row.organisation.called, _set(row)) for row in above)


def overview(rows: ProcedureQuerySet, body: Organisation) -> list[dict[str, Any]]:
    """Return the terms of every kind that can be founded, each with who set it."""
    found = []
    for kind in rules.FOUNDABLE:
        known = terms(rows, kind)
        found.append(
            {
                "kind": kind,
                "label": KINDS[kind].label,
                "url": reverse("establishment:change_procedure", args=[body.code, kind]),
                "terms": known,
                "regime": rules.REGIME_LABELS[known.regime],
                "hint": rules.REGIME_HINTS[known.regime],
                "materials": [label for _, label in rules.checklist(known, kind)],
                "own": body.called,
            }
        )
    return found


def last_number(rows: "QuerySet[Reply]", body: Organisation) -> str:
    """Return the number of an association's last reply, or nothing."""
    return rows.filter(organisation=body).values_list("number", flat=True).first() or ""
