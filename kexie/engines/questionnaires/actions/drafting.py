"""Questionnaires are written, changed and published."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.files import actions as files
from kexie.engines.files.models import File
from kexie.engines.files.rules import Upload
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Picture, Questionnaire, Version
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
    _adopt(made, definition)
    record("questionnaires.add", made, by=by, organisation=organisation, after={"title": made.title})
    return made


@transaction.atomic
def change(questionnaire: Questionnaire, *, draft: Mapping[str, Any], seen: int, by: Actor) -> Questionnaire:
    """Keep the draft as its maker left it; what is published stays as it is (FRM-05).

    A draft is saved every few seconds and so not put on record; publishing it is.
    """
    definition = rules.received(draft)
    questionnaire = lock(questionnaire, seen=seen)
    _adopt(questionnaire, definition)
    if not questionnaire.versions.exists():  # what people answer is called as they know it until the next version
        questionnaire.title = definition.title or rules.UNTITLED
    questionnaire.draft, questionnaire.changed_at = rules.written(definition), clock.now()
    questionnaire.changed_name = by.name
    questionnaire.save(update_fields=WRITTEN)
    return questionnaire


@transaction.atomic
def illustrate(questionnaire: Questionnaire, *, picture: Upload, by: Actor) -> Picture:
    """Keep a picture that may stand in a questionnaire; the draft then names it by the code of its file (FRM-01)."""
    questionnaire = lock(questionnaire)
    rules.require_room(questionnaire.pictures.count())
    return Picture.objects.create(questionnaire=questionnaire, file=files.keep(picture, by=by))


def _adopt(questionnaire: Questionnaire, definition: rules.Definition) -> None:
    """Make the pictures that a draft names its own, where they stand in another questionnaire of the same body."""
    missing = definition.pictures - set(questionnaire.pictures.values_list("file__code", flat=True))
    if not missing:
        return
    known = Picture.objects.filter(questionnaire__organisation=questionnaire.organisation, file__code__in=missing)
    found = list(File.objects.filter(pk__in=known.values("file")).select_for_update())  # not swept meanwhile
    rules.require_pictures(missing - {file.code for file in found})
    Picture.objects.bulk_create([Picture(questionnaire=questionnaire, file=file) for file in found])


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
    questionnaire.title = definition.title
    questionnaire.save(update_fields=["title"])
    record(
        "questionnaires.publish",
        questionnaire,
        by=by,
        organisation=questionnaire.organisation,
        after={"number": version.number},
    )
    return version
