"""Keeping files, and sweeping away what nothing refers to any more."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from datetime import timedelta
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File as Content
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now

from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock_name, try_name
from kexie.engines.files import queries, rules
from kexie.engines.files.models import File
from kexie.engines.files.rules import Upload

SPARED = timedelta(days=1)
BATCH = 200


def keep(upload: Upload, *, by: Actor) -> File:
    """Keep a file that somebody sent and that was checked (SEC-04).

    Called inside the action that refers to it: the bytes are on the disk before the row can be committed; if the row
    is not, they are swept. Raises ValidationError where the store is full or does not answer (REL-07).
    """
    return _keep(BytesIO(upload.content), name=upload.name, kind=upload.kind, is_checked=True, by=by)


def keep_made(made: Path | bytes, *, name: str, kind: str, by: Actor) -> File:
    """Keep a file that the platform made itself, such as an export; raises ValidationError as `keep` does."""
    if isinstance(made, bytes):
        return _keep(BytesIO(made), name=name, kind=kind, is_checked=True, by=by)
    with made.open("rb") as file:
        return _keep(file, name=name, kind=kind, is_checked=True, by=by)


@transaction.atomic
def _keep(content: BytesIO | BufferedReader, *, name: str, kind: str, is_checked: bool, by: Actor) -> File:
    number = secrets.token_hex(20)
    blob = f"{number[:2]}/{number}"
    lock_name(_hold(blob))  # until the row is committed: the sweeper leaves it alone
    digest = hashlib.file_digest(content, "sha256").hexdigest()
    content.seek(0)
    try:
        queries.store().save(blob, Content(content))
    except OSError as full:
        raise ValidationError(rules.FULL) from full
    return File.objects.create(
        code=codes.fresh(),
        name=rules.clean_name(name, kind),
        kind=kind,
        size=content.seek(0, 2),
        sha256=digest,
        blob=blob,
        is_checked=is_checked,
        person_id=by.person,
    )


def _hold(blob: str) -> str:
    return f"files {blob}"


# Sweeping


def sweep() -> tuple[int, int]:
    """Delete the files that nothing has referred to for a day, and bytes without a row; return how many of each."""
    return _sweep_rows(), sum(map(_sweep_blobs, _folders(queries.store())))


def _sweep_rows() -> int:
    swept = 0
    while found := _sweep_batch():
        swept += found
    return swept


@transaction.atomic
def _sweep_batch() -> int:
    """Delete rows first and their bytes after the commit: a crash between leaves bytes, which are swept later."""
    files = list(unused().filter(at__lt=Now() - SPARED).select_for_update(skip_locked=True)[:BATCH])
    # Asked again under the lock: whoever refers to an older file locks its row, and may just have done so.
    files = list(unused().filter(pk__in=[file.pk for file in files]))
    File.objects.filter(pk__in=[file.pk for file in files]).delete()
    transaction.on_commit(lambda: _delete([file.blob for file in files]))
    return len(files)


def unused() -> QuerySet[File]:
    """Return the files that no row of any table refers to."""
    rows = File.objects.all()
    for field in referring():
        rows = rows.exclude(Exists(field.model._default_manager.filter(**{field.name: OuterRef("pk")})))
    return rows


def referring() -> list[Any]:
    """Return the fields that refer to files, those without a name for the way back too."""
    relations = File._meta.get_fields(include_hidden=True)
    return [relation.field for relation in relations if relation.auto_created and not relation.concrete]  # type: ignore[union-attr]


def _folders(store: Storage) -> Iterator[str]:
    try:
        yield from store.listdir("")[0]
    except FileNotFoundError:
        return


def _sweep_blobs(folder: str) -> int:
    """Delete the bytes of a folder that no row knows: the names are read before the rows, so none is missed."""
    names = {f"{folder}/{name}" for name in queries.store().listdir(folder)[1]}
    known = set(File.objects.filter(blob__startswith=f"{folder}/").values_list("blob", flat=True))
    return sum(map(_sweep_blob, sorted(names - known)))


@transaction.atomic
def _sweep_blob(blob: str) -> bool:
    """Delete bytes that are a day old, unless somebody keeps them at this moment."""
    store = queries.store()
    try:
        is_old = store.get_modified_time(blob) < clock.now() - SPARED
    except FileNotFoundError:
        return False
    if not is_old or not try_name(_hold(blob)) or File.objects.filter(blob=blob).exists():
        return False
    store.delete(blob)
    return True


def _delete(blobs: Sequence[str]) -> None:
    for blob in blobs:
        queries.store().delete(blob)
