"""Answers on paper are typed by one and counted when another has confirmed them (FRM-11)."""

import json

from django.db import transaction

from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.actions import answering
from kexie.engines.questionnaires.models import Collection, Entry, Response
from kexie.engines.questionnaires.queries.sheets import compiled
from kexie.engines.questionnaires.rules import entering
from kexie.foundation.records.actions import record


@transaction.atomic
def enter(collection: Collection, *, label: str, typed: rules.Typed, by: Actor) -> Entry:
    """Keep what stands on a paper; raises Refused with what cannot be read as it is typed."""
    entering.require_something(_judged(collection, typed))
    entry = Entry(
        code=codes.fresh(),
        collection=collection,
        label=label.strip(),
        typed=_kept(typed),
        person_id=by.person or 0,
    )
    entry.full_clean(exclude=["collection", "person"])
    entry.save()
    record("questionnaires.enter", entry, by=by, organisation=collection.organisation, after={"label": entry.label})
    return entry


@transaction.atomic
def confirm(entry: Entry, *, typed: rules.Typed, is_checked: bool, seen: int, by: Actor) -> Response:
    """Count a paper that somebody else typed, as it was read the second time; differences are told before."""
    entry = lock(entry, seen=seen)
    entering.require_waiting(is_counted=entry.is_counted)
    entering.require_other(entry.person_id, by.person)
    collection = Collection.objects.select_related("version", "organisation").get(pk=entry.collection_id)
    answers = _judged(collection, typed)
    entering.require_something(answers)
    definition = compiled(collection.version)[0]
    places = entering.changed(definition, _judged(collection, json.loads(entry.typed)), answers)
    entering.require_checked(places, is_checked=is_checked)
    entry.is_counted, entry.typed = True, ""
    entry.save(update_fields=["is_counted", "typed", "revision"])
    after = {"label": entry.label, "changed": "、".join(places)}
    record("questionnaires.confirm", entry, by=by, organisation=collection.organisation, after=after)
    response = Response(collection=collection, submitted_at=None if collection.is_anonymous else clock.now())
    answering.count(response, collection, answers)
    return response


@transaction.atomic
def discard(entry: Entry, *, seen: int, by: Actor) -> None:
    """Delete what was typed by mistake and does not count yet."""
    entry = lock(entry, seen=seen)
    entering.require_waiting(is_counted=entry.is_counted)
    record(
        "questionnaires.discard",
        entry,
        by=by,
        organisation=entry.collection.organisation,
        before={"label": entry.label},
    )
    entry.delete()


def _judged(collection: Collection, typed: rules.Typed) -> rules.Answers:
    """What stands on the paper, without what cannot stand there; raises Refused for what cannot be read."""
    return answering.judged(entering.lenient(compiled(collection.version)[0]), typed)


def _kept(typed: rules.Typed) -> str:
    return json.dumps({name: list(texts) for name, texts in typed.items()}, ensure_ascii=False)
