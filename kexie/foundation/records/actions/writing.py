"""`record`, the fourth step of every action."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from kexie.core.actors import Actor
from kexie.foundation.records.models import Record

BATCH = 2_000


def record(
    what: str,
    thing: models.Model,
    *,
    by: Actor,
    organisation: models.Model | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write down that something happened, in the transaction in which it happens.

    `organisation` is the one it happened to (by default the thing's own), given by its row so that the record keeps
    its path of today. `before` and `after` hold only fields that changed, never personal data.

    Example::

        record("organisations.move", body, by=actor, before={"superior": 1}, after={"superior": 2})
    """
    _row(what, thing, by=by, organisation=organisation, before=before, after=after).save(force_insert=True)


def record_all(what: str, things: Iterable[models.Model], *, by: Actor, after: Mapping[str, Any] | None = None) -> None:
    """Write down that the same happened to many things, each in its own record, in one exchange with the database."""
    Record.objects.bulk_create([_row(what, thing, by=by, after=after) for thing in things])


def record_each(
    what: str,
    deeds: Iterable[tuple[models.Model, models.Model, Mapping[str, Any]]],
    *,
    by: Actor,
) -> None:
    """Write down the same deed for many things, each with its organisation and what came of it, in one exchange."""
    rows = (_row(what, thing, by=by, organisation=place, after=after) for thing, place, after in deeds)
    Record.objects.bulk_create(rows, batch_size=BATCH)


def _row(
    what: str,
    thing: models.Model,
    *,
    by: Actor,
    organisation: models.Model | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Record:
    place = organisation or getattr(thing, "organisation", None) or thing
    return Record(
        what=what,
        person=by.person,
        name=by.name,
        address=by.address,
        device=by.device[:200],
        thing=thing._meta.label_lower,
        thing_id=str(thing.pk),
        organisation=place.pk if hasattr(place, "path") else None,
        organisation_path=getattr(place, "path", ""),
        before=_plain(before),
        after=_plain(after),
    )


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(dict(values or {}), cls=DjangoJSONEncoder))
    return plain
