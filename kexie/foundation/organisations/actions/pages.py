"""A body's public page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, PublicPage
from kexie.foundation.records.actions import record

WRITTEN = {field.name for field in PublicPage._meta.fields} - {
    "organisation",
    "released",
    "charter_since",
    "revision",
    "changed_at",
}


@transaction.atomic
def present(
    body: Organisation, *, by: Actor, released: Sequence[str] = (), seen: int | None = None, **fields: Any
) -> PublicPage:
    """Write a body's own public page and release its sections (ORG-08); `seen` is the page's revision."""
    rules.require_alive(status=lock(body).status)
    page = lock(PublicPage.objects.get(organisation=body), seen=seen)
    if unknown := set(released) - set(rules.Section):
        raise ValidationError(f"没有这样的栏目：{'、'.join(sorted(unknown))}。")
    if wrong := fields.keys() - WRITTEN:
        raise TypeError(f"not a field of present: {sorted(wrong)}")
    for name, value in fields.items():
        setattr(page, name, value)
    page.released, page.changed_at = sorted(released), clock.now()
    page.clean_fields(exclude={field.name for field in page._meta.fields} - set(fields))
    page.save()
    record(
        "organisations.present",
        page,
        by=by,
        organisation=body,
        after={"fields": sorted(fields), "released": page.released},
    )
    return page


@transaction.atomic
def publish(body: Organisation, *, by: Actor) -> Organisation:
    """Put a body's page online; one that the superior took off only after it was changed (ORG-08)."""
    body = lock(body)
    rules.require_alive(status=body.status)
    rules.require_amended(offline_at=body.offline_at, changed_at=body.public_page.changed_at)
    body.published_at, body.offline_at, body.offline_reason = Now(), None, ""
    body.save(update_fields=["published_at", "offline_at", "offline_reason", "revision"])
    body.refresh_from_db(fields=["published_at", "is_public"])
    record("organisations.publish", body, by=by)
    return body


@transaction.atomic
def show_charter(body: Organisation, *, since: date | None) -> None:
    """Let the public page know from when on the charter in force holds, None for none.

    The area of charters calls this and records it.

    Whoever writes the page meanwhile is not disturbed: its revision stays.
    """
    PublicPage.objects.filter(organisation=body).update(charter_since=since)


@transaction.atomic
def publish_places(*, by: Actor) -> int:
    """Put the pages of all associations online that never were; return how many."""
    fresh = Organisation.objects.live().associations().filter(published_at=None)
    if not fresh.exists():
        return 0
    count = fresh.update(published_at=Now())
    record(
        "organisations.publish",
        Organisation.objects.get(level=rules.Level.NATIONAL),
        by=by,
        after={"associations": count},
    )
    return count


@transaction.atomic
def take_offline(body: Organisation, *, reason: str, by: Actor) -> Organisation:
    """Take a body's page off the portal, with a reason that the body is told (ORG-08)."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明下线原因，该组织会看到。"})
    body = lock(body)
    rules.require_alive(status=body.status)
    body.offline_at, body.offline_reason = Now(), reason.strip()
    body.save(update_fields=["offline_at", "offline_reason", "revision"])
    body.refresh_from_db(fields=["offline_at", "is_public"])
    record("organisations.take_offline", body, by=by, after={"reason": body.offline_reason})
    return body
