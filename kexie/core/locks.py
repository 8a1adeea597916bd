"""`lock`: take the row for this transaction, and notice that the page was old."""

from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


class Stale(Exception):
    """The row was changed after the page was drawn; `row` is how it stands now."""

    def __init__(self, row: models.Model) -> None:
        super().__init__("stale")
        self.row = row


def lock(row: Row, *, seen: int | None = None) -> Row:
    """Return the row as it stands now, locked until the transaction ends.

    `seen` is the revision the page was drawn from; another one raises Stale. The revision is stepped in memory, so
    saving with "revision" in `update_fields` makes every older page stale.

    Example::

        body = lock(body, seen=form.cleaned_data["seen"])
        body.status = rules.Status.CLOSED
        body.save(update_fields=["status", "revision"])
    """
    manager: models.Manager[Row] = type(row)._default_manager
    fresh: Any = manager.select_for_update(of=("self",)).get(pk=row.pk)
    if hasattr(fresh, "revision"):
        if seen is not None and fresh.revision != seen:
            raise Stale(fresh)
        fresh.revision += 1
    locked: Row = fresh
    return locked


def lock_name(name: str) -> None:
    """Hold a lock on a word until the transaction ends, where there is no one row to lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def try_name(name: str) -> bool:
    """Hold a lock on a word as `lock_name` does, if nobody holds it; tell whether it is held now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return bool(cursor.fetchone()[0])
