"""The keys of forms that were sent: a form that is sent twice acts once (REL-02)."""

from datetime import timedelta

from django.db import connection
from django.db.models.functions import Now

from kexie.foundation.records.models import FormKey

KEPT = timedelta(days=2)


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
