"""Questionnaires are written, changed and published."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Questionnaire, Version
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record

WRITTEN = ("title", "draft", "changed_at", "changed_name", "revision")


@transaction.atomic
def add(organisation: Organisation, *, draft: Mapping[str, Any], is_model: bool = False, by: Actor) -> Questionnaire:
    """Begin a questionnaire; a draft may have flaws, but not another shape."""
    definition = rules.received(draft)
    made = Questionnaire.objects.create(
        code=codes.fresh(),
        organisation=organisation,
        title=definition.title or rules.UNTITLED,
        draft=rules.written(definition),
        is_model=is_model,
        changed_at=clock.now(),
        changed_name=by.name,
    )
    record("questionnaires.add", made, by=by, organisation=organisation, after={"title": made.title})
    return made


@transaction.atomic
def change(questionnaire: Questionnaire, *, draft: Mapping[str, Any], seen: int, by: Actor) -> Questionnaire:
    """Keep the draft as its maker left it; what is published stays as it is (FRM-05).

    A draft is saved every few seconds and so not put on record; publishing it is.
    """
    definition = rules.received(draft)
    questionnaire = lock(questionnaire, seen=seen)
    questionnaire.title = definition.title or rules.UNTITLED
    questionnaire.draft, questionnaire.changed_at = rules.written(definition), clock.now()
    questionnaire.changed_name = by.name
    questionnaire.save(update_fields=WRITTEN)
    return questionnaire


@transaction.atomic
def publish(questionnaire: Questionnaire, *, by: Actor) -> Version:
    """Freeze the draft as the next version; raises ValidationError with everything that stands in the way.

    A draft that is no other than the version in force makes none.
    """
    questionnaire = lock(questionnaire)
    definition = questionnaire.definition
    flaws = rules.flaws(definition)
    if flaws:
        raise ValidationError([rules.told(flaw, definition) for flaw in flaws[: rules.MAX_TOLD]])
    last = questionnaire.versions.order_by("-number").first()
    if last and last.data == questionnaire.draft:
        return last
    version = Version.objects.create(
        questionnaire=questionnaire, number=last.number + 1 if last else 1, data=questionnaire.draft
    )
    record(
        "questionnaires.publish",
        questionnaire,
        by=by,
        organisation=questionnaire.organisation,
        after={"number": version.number},
    )
    return version
