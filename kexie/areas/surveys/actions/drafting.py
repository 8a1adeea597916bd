"""A survey is begun, written and, while it is a draft, deleted."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from kexie.areas.gatherings import queries
from kexie.areas.gatherings import rules as gatherings
from kexie.areas.surveys import rules
from kexie.areas.surveys.models import Survey
from kexie.core import codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.files.rules import Upload
from kexie.engines.questionnaires import actions as questionnaires
from kexie.engines.questionnaires.models import Picture, Questionnaire
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record


@transaction.atomic
def add(body: Organisation, *, draft: Mapping[str, Any], follows: Survey | None = None, by: Actor) -> Survey:
    """Begin a survey with a draft, which may have flaws but no other shape (SUR-01).

    `follows` is the earlier survey of the body that it is the next wave of (FRM-08).
    """
    rules.require_own(is_own=follows is None or follows.organisation_id == body.pk)
    questionnaire = questionnaires.add(body, draft=draft, by=by)
    return Survey.objects.create(
        code=codes.fresh(), organisation=body, questionnaire=questionnaire, follows_id=follows.pk if follows else None
    )


@transaction.atomic
def change(survey: Survey, *, draft: Mapping[str, Any], seen: int, by: Actor) -> Questionnaire:
    """Keep the draft as it stands in the builder; raises Stale where somebody else was faster (FRM-03).

    `seen` is the revision of the questionnaire: what the survey itself is set to does not make a page of it old.
    """
    survey = lock(survey)
    rules.require_writable(survey.stage)
    return questionnaires.change(survey.questionnaire, draft=draft, seen=seen, by=by)


@transaction.atomic
def illustrate(survey: Survey, *, picture: Upload, by: Actor) -> Picture:
    """Keep a picture for the draft (FRM-01)."""
    survey = lock(survey)
    rules.require_writable(survey.stage)
    return questionnaires.illustrate(survey.questionnaire, picture=picture, by=by)


@transaction.atomic
def renew(survey: Survey, *, what: str, seen: int, by: Actor) -> Survey:
    """Let people answer what was written since, or take it back; answers keep the version they were given to (FRM-05).

    `seen` is the revision of the questionnaire: what was not looked at does not go out. Raises ValidationError with the
    flaws, for nothing new, and where a question that was answered is of another kind now.
    """
    survey = lock(survey)
    gatherings.require_running(survey.stage, called=rules.CALLED.called)
    collection = queries.collection(survey)
    questionnaire = lock(survey.questionnaire, seen=seen)
    rules.require_changed(is_changed=questionnaire.draft != collection.version.data)
    if what == rules.REVERT:
        questionnaires.change(questionnaire, draft=collection.version.data, seen=seen, by=by)
        return survey
    questionnaire.save(update_fields=["revision"])  # what is looked at now is the version in force
    questionnaires.renew(collection, questionnaires.publish(questionnaire, by=by), by=by)
    return survey


@transaction.atomic
def remove(survey: Survey, *, seen: int, by: Actor) -> None:
    """Delete a draft; what people were asked is kept."""
    survey = lock(survey, seen=seen)
    rules.require_draft(survey.stage)
    questionnaire = survey.questionnaire
    record("surveys.remove", survey, by=by, organisation=survey.organisation, before={"title": questionnaire.title})
    survey.delete()
    questionnaire.delete()
