"""What is done in an address book: numbers are looked at, entries taken away, bodies tagged."""

from collections.abc import Sequence

from django.db import transaction

from kexie.areas.directory import rules
from kexie.areas.directory.models import Tag
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.organisations.models import Organisation, Post
from kexie.foundation.records.actions import record


@transaction.atomic
def reveal_contact(post: Post, *, reason: str, by: Actor) -> Post:
    """Write down who is shown a mobile number in full and what for; its body is told (SEC-06)."""
    after = {"what": "mobile", "reason": rules.require_purpose(reason)}
    record("directory.reveal_contact", post, by=by, organisation=post.organisation, after=after)
    return post


@transaction.atomic
def cards(body: Organisation, *, number: int, by: Actor) -> int:
    """Write down who takes how many cards away; there are no mobile numbers on them (SEC-06)."""
    record("directory.cards", body, by=by, after={"cards": number})
    return number


@transaction.atomic
def tag(body: Organisation, other: Organisation, *, tags: Sequence[str], by: Actor) -> None:
    """Put these tags of an organisation on another body, and no others."""
    lock(body)
    own = Tag.objects.filter(organisation=body, body=other)
    before = sorted(own.values_list("name", flat=True))
    own.exclude(name__in=tags).delete()
    Tag.objects.bulk_create(Tag(organisation=body, body=other, name=name) for name in tags if name not in before)
    after = {"body": other.pk, "tags": sorted(tags)}
    record("directory.tag", body, by=by, before={"body": other.pk, "tags": before}, after=after)
