"""Bytes without a row and rows that nothing refers to go after a day; what is being kept never does."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from kexie.core.tests.threads import PATIENCE, start
from kexie.engines.files import actions, queries, tasks
from kexie.engines.files.models import File
from kexie.engines.files.tests.factories import kept, on_disk

pytestmark = [pytest.mark.spec("SEC-04"), pytest.mark.spec("OPS-01")]
TWO_DAYS = timedelta(days=2)


def aged(file: File, folder: Path) -> File:
    """Let a file be two days old, its row and its bytes."""
    File.objects.filter(pk=file.pk).update(at=Now() - TWO_DAYS)
    return aged_bytes(file, folder)


def aged_bytes(file: File, folder: Path) -> File:
    then = time.time() - TWO_DAYS.total_seconds()
    os.utime(folder / file.blob, (then, then))
    return file


def orphan(folder: Path) -> File:
    """Leave bytes as a crash between store and commit does."""
    with transaction.atomic():
        file = kept()
        transaction.set_rollback(True)
    return aged_bytes(file, folder)


@pytest.mark.django_db(transaction=True)
def test_what_nothing_refers_to_goes_after_a_day(own_folder: Path) -> None:
    assert actions.sweep() == (0, 0)
    young, old = kept(), aged(kept(), own_folder)
    assert actions.sweep() == (1, 0)
    assert set(File.objects.all()) == {young}
    assert on_disk(own_folder) == {Path(young.blob).name}
    assert old.blob


@pytest.mark.django_db(transaction=True)
def test_bytes_without_a_row_go_after_a_day(own_folder: Path) -> None:
    file = aged_bytes(kept(), own_folder)
    orphan(own_folder)
    with transaction.atomic():
        young = kept()
        transaction.set_rollback(True)
    (own_folder / Path(file.blob).parent / ".half.new").write_bytes(b"half")
    os.utime(own_folder / Path(file.blob).parent / ".half.new", (1, 1))
    assert actions.sweep() == (0, 2)
    assert on_disk(own_folder) == {Path(file.blob).name, Path(young.blob).name}


@pytest.mark.django_db(transaction=True)
def test_what_is_being_kept_is_not_swept_however_long_it_takes(own_folder: Path) -> None:
    """The row is not committed yet and the bytes look two days old: only the lock says that they are wanted."""
    stored, go_on = Event(), Event()

    def keep() -> File:
        with transaction.atomic():
            file = aged_bytes(kept(), own_folder)
            stored.set()
            assert go_on.wait(PATIENCE)
        return file

    with ThreadPoolExecutor(1) as pool:
        future = start(pool, keep)
        assert stored.wait(PATIENCE)
        assert actions.sweep() == (0, 0)
        go_on.set()
        file = future.result(PATIENCE)
    assert actions.sweep() == (0, 0)
    with queries.store().open(file.blob) as content:
        assert content.read()


@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_is_about_to_refer_to_stays(own_folder: Path) -> None:
    file = aged(kept(), own_folder)
    locked, go_on = Event(), Event()

    def refer() -> None:
        with transaction.atomic():
            File.objects.select_for_update().get(pk=file.pk)
            locked.set()
            assert go_on.wait(PATIENCE)

    with ThreadPoolExecutor(1) as pool:
        future = start(pool, refer)
        assert locked.wait(PATIENCE)
        assert actions.sweep() == (0, 0)
        go_on.set()
        future.result(PATIENCE)
    assert File.objects.get() == file


@pytest.mark.django_db
def test_every_table_that_refers_to_files_is_asked() -> None:
    """The database knows its foreign keys: none of them is missing among the fields that sweeping asks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, attname FROM pg_constraint JOIN pg_attribute"
            " ON attrelid = conrelid AND attnum = conkey[1] WHERE contype = 'f' AND confrelid = 'file'::regclass"
        )
        known = set(cursor.fetchall())
    assert {(field.model._meta.db_table, field.column) for field in actions.referring()} == known


@pytest.mark.django_db(transaction=True)
def test_the_clock_does_it(own_folder: Path) -> None:
    aged(kept(), own_folder)
    tasks.sweep(0)
    assert not File.objects.exists()
