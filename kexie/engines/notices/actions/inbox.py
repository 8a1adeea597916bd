"""What people do with their notices."""

from django.db.models.functions import Now

from kexie.core.actors import Actor
from kexie.engines.notices.models import Notice


def read(notice: Notice, *, by: Actor) -> Notice:
    """Mark one's notice as read; a second time changes nothing."""
    Notice.objects.of(by).unread().filter(pk=notice.pk).update(read_at=Now())
    return notice


def read_all(*, by: Actor, kind: str = "") -> int:
    """Mark all one's notices as read, or those of a kind; return how many were not."""
    rows = Notice.objects.of(by).unread()
    return (rows.filter(kind=kind) if kind else rows).update(read_at=Now())
