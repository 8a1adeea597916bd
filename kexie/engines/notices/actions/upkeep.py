"""What is old goes: notices read half a year ago, everything of closed accounts, announcements nobody has."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kexie.core import clock
from kexie.engines.notices import rules
from kexie.engines.notices.models import Announcement, Delivery, Notice, Preference, QuietHours

BATCH = 2000


def prune() -> int:
    """Delete what is kept no longer, a batch at a time; return how many rows."""
    now = clock.now()
    old = Notice.objects.filter(
        Q(read_at__lt=now - rules.KEPT_READ) | Q(at__lt=now - rules.KEPT) | Q(person__closed_at__isnull=False)
    )
    closed = Q(person__closed_at__isnull=False)
    return sum(
        _delete(rows)
        for rows in (
            old,
            Delivery.objects.filter(Q(notice=None, changed_at__lt=now - rules.KEPT_READ) | closed),
            Preference.objects.filter(closed),
            QuietHours.objects.filter(closed),
            _forgotten(now),
        )
    )


def _forgotten(now: datetime) -> QuerySet[Announcement]:
    held = Notice.objects.filter(announcement=OuterRef("pk"))
    return Announcement.objects.filter(~Exists(held), delivered_at__isnull=False, at__lt=now - rules.KEPT_KEY)


def _delete(rows: QuerySet[Any]) -> int:
    done = 0
    while numbers := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        rows.model._default_manager.filter(pk__in=numbers).delete()
        done += len(numbers)
    return done
