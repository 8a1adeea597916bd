"""Answers on paper to a survey (FRM-11)."""

from django.db import transaction

from kexie.areas.gatherings import rules as gatherings
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries.running import collection
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.questionnaires import actions as questionnaires
from kexie.engines.questionnaires.models import Entry, Response
from kexie.engines.questionnaires.rules import Typed


@transaction.atomic
def enter(survey: Survey, *, label: str, typed: Typed, by: Actor) -> Entry:
    """Keep what stands on a paper until another has confirmed it; also after the closing, until it is put away."""
    survey = lock(survey)
    gatherings.require_at_hand(survey.stage, called=survey.words.called)
    return questionnaires.enter(collection(survey), label=label, typed=typed, by=by)


@transaction.atomic
def confirm(entry: Entry, *, typed: Typed, is_checked: bool, seen: int, by: Actor) -> Response:
    """Count what another typed; see `questionnaires.confirm`."""
    survey = lock(Survey.objects.get(collection=entry.collection_id))
    gatherings.require_at_hand(survey.stage, called=survey.words.called)
    return questionnaires.confirm(entry, typed=typed, is_checked=is_checked, seen=seen, by=by)


def discard(entry: Entry, *, seen: int, by: Actor) -> None:
    """Delete what was typed by mistake."""
    questionnaires.discard(entry, seen=seen, by=by)
