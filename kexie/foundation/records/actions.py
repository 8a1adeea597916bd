"""`record`, the fourth step of every action; and the keys of forms that were sent."""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models.functions import Now

from kexie.core.actors import Actor
from kexie.foundation.records.models import FormKey, Record

KEPT = timedelta(days=2)


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


def claim(key: str) -> str | None:
    """Take the key of a sent form; None if it is new, otherwise where the first sending led.

    A second sending at the same time waits here until the first has ended.
    """
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO form_key (key, led_to) VALUES (%s, '') ON CONFLICT DO NOTHING", [key])
        if cursor.rowcount:
            return None
    return FormKey.objects.values_list("led_to", flat=True).filter(pk=key).first() or ""


def settle(key: str, *, led_to: str) -> None:
    """Remember where the form led; without an address let go of the key, so that the corrected form passes."""
    if led_to:
        FormKey.objects.filter(pk=key).update(led_to=led_to)
    else:
        FormKey.objects.filter(pk=key).delete()


def prune() -> int:
    """Delete the keys older than two days; return how many."""
    return FormKey.objects.filter(at__lt=Now() - KEPT).delete()[0]
