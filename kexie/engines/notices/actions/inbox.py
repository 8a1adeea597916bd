"""What people do with their notices, and how they want to get them."""

from collections.abc import Mapping
from datetime import time

from django.db import transaction
from django.db.models.functions import Now

from kexie.core.actors import Actor
from kexie.engines.notices import queries, rules
from kexie.engines.notices.models import Notice, Preference, QuietHours
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record


def read(notice: Notice, *, by: Actor) -> Notice:
    """Mark one's notice as read; a second time changes nothing."""
    Notice.objects.of(by).unread().filter(pk=notice.pk).update(read_at=Now())
    return notice


def read_all(*, by: Actor, kind: str = "") -> int:
    """Mark all one's notices as read, or those of a kind; return how many were not."""
    rows = Notice.objects.of(by).unread()
    return (rows.filter(kind=kind) if kind else rows).update(read_at=Now())


@transaction.atomic
def change(
    person: Person,
    *,
    wanted: Mapping[str, bool],
    by: Actor,
    email: Mapping[str, str] | None = None,
    starts: time | None = None,
    ends: time | None = None,
) -> None:
    """Choose for each kind whether it lies in the inbox and how often it goes out by e-mail, and one's quiet hours.

    Without `email` and hours, where no mail is sent, those chosen before stay. Raises ValidationError for an important
    kind switched off.
    """
    rules.require_wanted(queries.kinds(), wanted)
    former = {row.kind: row.email for row in Preference.objects.filter(person=person)}
    chosen = [
        Preference(
            person=person,
            kind=name,
            is_wanted=wanted.get(name, True),
            email=(email or former).get(name, kind.cadence),
        )
        for name, kind in queries.kinds().items()
    ]
    Preference.objects.bulk_create(
        chosen, update_conflicts=True, unique_fields=["person", "kind"], update_fields=["is_wanted", "email"]
    )
    if starts is not None and ends is not None:
        QuietHours.objects.update_or_create(person=person, defaults={"starts": starts, "ends": ends})
    record("notices.change", person, by=by)
