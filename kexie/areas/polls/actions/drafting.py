"""A poll is begun, written and, while it is a draft, deleted."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from kexie.areas.polls import rules
from kexie.areas.polls.models import Poll
from kexie.core import codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.files.rules import Upload
from kexie.engines.questionnaires import actions as questionnaires
from kexie.engines.questionnaires.models import Picture, Questionnaire
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record


@transaction.atomic
def add(body: Organisation, *, draft: Mapping[str, Any], by: Actor) -> Poll:
    """Begin a poll with a draft, which may have flaws but no other shape (PLL-01)."""
    questionnaire = questionnaires.add(body, draft=draft, by=by)
    return Poll.objects.create(code=codes.fresh(), organisation=body, questionnaire=questionnaire)


@transaction.atomic
def change(poll: Poll, *, draft: Mapping[str, Any], seen: int, by: Actor) -> Questionnaire:
    """Keep the draft as it stands in the builder; raises Stale where somebody else was faster (FRM-03)."""
    poll = lock(poll)
    rules.require_draft(poll.stage)
    return questionnaires.change(poll.questionnaire, draft=draft, seen=seen, by=by)


@transaction.atomic
def illustrate(poll: Poll, *, picture: Upload, by: Actor) -> Picture:
    """Keep a picture for a choice (PLL-01)."""
    poll = lock(poll)
    rules.require_draft(poll.stage)
    return questionnaires.illustrate(poll.questionnaire, picture=picture, by=by)


@transaction.atomic
def remove(poll: Poll, *, seen: int, by: Actor) -> None:
    """Delete a draft; what people voted on is kept."""
    poll = lock(poll, seen=seen)
    rules.require_draft(poll.stage)
    questionnaire = poll.questionnaire
    record("polls.remove", poll, by=by, organisation=poll.organisation, before={"title": questionnaire.title})
    poll.delete()
    questionnaire.delete()
