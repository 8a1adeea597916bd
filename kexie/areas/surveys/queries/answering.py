"""What whoever answers is shown: the questionnaire, the own draft, the own answer."""

import json
from typing import Any

from kexie.areas.gatherings.queries import collection, has_answered, is_addressed, places
from kexie.areas.gatherings.rules import Audience
from kexie.areas.surveys.models import Survey
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Draft, Response
from kexie.engines.questionnaires.queries.collecting import Respondent, mark_of
from kexie.engines.questionnaires.queries.sheets import carried, compiled
from kexie.foundation.people.models import Person

__all__ = ["draft", "has_answered", "is_addressed", "own", "places", "retyped", "started", "typed"]


def draft(survey: Survey, respondent: Respondent) -> tuple[dict[str, list[str]], str]:
    """Return what was typed so far and the mark of it; empty where nothing is kept."""
    kept = collection(survey).drafts.filter(key=respondent.desk).first() if respondent.desk else None
    return (typed(kept), mark_of(kept)) if kept else ({}, "")


def typed(draft: Draft) -> dict[str, list[str]]:
    """Return what a draft holds."""
    found: dict[str, list[str]] = json.loads(draft.typed)
    return found


def started(survey: Survey, person: Person | None) -> dict[str, list[str]]:
    """Return what stands in the questionnaire before anything is typed."""
    definition, _ = compiled(collection(survey).version)
    return carried(definition, None if collection(survey).is_anonymous else person)


def own(survey: Survey, respondent: Respondent) -> Response | None:
    """Return one's own answer, which may be changed; of anonymous ones nobody knows whose they are."""
    rows = collection(survey).responses.filter(is_void=False).select_related("collection__version")
    if collection(survey).is_anonymous or respondent.person is None:
        return None
    if survey.audience == Audience.BODIES:
        return rows.filter(organisation=respondent.organisation).first() if respondent.organisation else None
    return rows.filter(person=respondent.person).order_by("-submitted_at").first()


def retyped(response: Response) -> dict[str, list[str]]:
    """Return an answer as it was typed, with what is personal, for the one who gave it."""
    personal: dict[str, Any] = json.loads(response.personal) if response.personal else {}
    return rules.retyped({**response.answers, **personal})
