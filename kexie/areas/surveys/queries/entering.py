"""What stands on papers, as it was typed, and the sheet to type it on."""

import json
from typing import Any

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries.running import collection
from kexie.engines.questionnaires.models import Entry, TypedQuerySet
from kexie.engines.questionnaires.queries.sheets import Sheet, sheet
from kexie.engines.questionnaires.rules import Definition, Typed, entering

MOST = 200  # papers that are listed at once


def definition(survey: Survey) -> Definition:
    """Return the questionnaire as paper asks it."""
    return entering.lenient(collection(survey).version.definition)


def drawn(survey: Survey, *, typed: Typed, faults: dict[str, str]) -> Sheet:
    """Return the sheet to type a paper on."""
    return sheet(definition(survey), body=survey.organisation, typed=typed, faults=faults)


def waiting(rows: TypedQuerySet, survey: Survey) -> dict[str, Any]:
    """Return the papers that nobody has confirmed, the oldest first, and how many count."""
    own = rows.filter(collection=collection(survey))
    papers = own.waiting().select_related("person").order_by("id")
    return {"papers": list(papers[:MOST]), "waiting": papers.count(), "counted": own.filter(is_counted=True).count()}


def typed(entry: Entry) -> dict[str, list[str]]:
    """Return what was typed off a paper; nothing once it counts."""
    found: dict[str, list[str]] = json.loads(entry.typed or "{}")
    return found
