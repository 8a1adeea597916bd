"""A workstation forwards what it collected, and the association of its place answers (EST-20)."""

from django.db import transaction
from django.urls import reverse

from kexie.areas.establishment import rules
from kexie.areas.establishment.models import Voice
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import require_alive
from kexie.foundation.records.actions import record


@transaction.atomic
def forward(station: Organisation, *, kind: str, said_by: str, words: str, by: Actor) -> Voice:
    """Forward a need, an opinion, an application or advice to the association above the workstation (H50)."""
    station = lock(station)
    require_alive(status=station.status)
    desk = station.superior or station
    row = Voice.objects.create(body=station, organisation=desk, kind=kind, said_by=said_by.strip(), words=words.strip())
    record("establishment.forward", row, by=by, organisation=station, after={"voice": kind})
    link, what = (
        reverse("establishment:answer", args=[desk.code, row.pk]),
        f"“{station.called}”转达的{rules.VOICE_LABELS[kind]}",
    )
    worklist.wait(
        "establishment.answer",
        row,
        what=f"答复{what}",
        link=link,
        organisation=desk,
        permission="establishment.answer",
        by=by,
    )
    announce(
        "establishment.forward",
        title=what,
        text=row.words[:100],
        link=link,
        organisation=desk,
        permission="establishment.answer",
        by=by,
    )
    return row


@transaction.atomic
def answer(voice: Voice, *, answer: str, seen: int, by: Actor) -> Voice:
    """Answer what a workstation forwarded; those who work there are told."""
    row = lock(voice, seen=seen)
    rules.require_unanswered(is_answered=row.answered_on is not None)
    row.answer, row.answered_on = answer.strip(), clock.today()
    row.save(update_fields=["answer", "answered_on", "revision"])
    record("establishment.answer", row, by=by, organisation=row.organisation)
    worklist.close("establishment.answer", row, by=by)
    announce(
        "establishment.answer",
        title=f"{row.organisation.called}答复了转达的{rules.VOICE_LABELS[row.kind]}",
        text=row.answer[:100],
        link=reverse("establishment:duties", args=[row.body.code]),
        organisation=row.body,
        permission="establishment.prepare",
        by=by,
    )
    return row
