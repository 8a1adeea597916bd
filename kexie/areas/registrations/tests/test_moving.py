"""Proofs whose bytes stood in the database come into the store whole, and are handed out as before (OPS-01)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from kexie.areas.registrations.models import Proof
from kexie.areas.registrations.tests import factories
from kexie.core.actors import Actor
from kexie.engines.files import actions as files
from kexie.engines.files.models import File
from kexie.engines.files.tests.factories import stored_in
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.spec("OPS-01"), pytest.mark.spec("SEC-04")]
BEFORE, AFTER = ("registrations", "0001_initial"), ("registrations", "0006_existing")  # the last there is
CONTENT = b"%PDF-1.4\0\xff" + bytes(range(256)) * 40
Migrate = Callable[[tuple[str, str]], Any]


@pytest.fixture
def migrate(settings: Any, tmp_path: Path) -> Iterator[Migrate]:
    """Migrate as the tables' owner, to what is named; at the end all is as it was."""
    settings.STORAGES = stored_in(tmp_path / "files")

    def run(to: tuple[str, str]) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier("kexie_owner")))
        executor = MigrationExecutor(connection)
        state = executor.migrate([to])
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier("kexie_app")))
        return state.apps

    yield run
    run(AFTER)


def test_nothing_is_lost(migrate: Migrate) -> None:
    row = factories.registration()
    reader = appointed(row.organisation)
    row.proofs.all().delete()
    Old = migrate(BEFORE).get_model("registrations", "Proof")  # noqa: N806
    old = [
        Old.objects.create(registration_id=row.pk, name=name, kind=kind, size=len(content), content=content)
        for name, kind, content in (
            ("营业执照.pdf", "pdf", CONTENT),
            ("没有扩展名", "jpg", b"\xff\xd8\xff" + bytes(5000)),
            ("很" * 116 + ".png", "png", b"\x89PNG"),
        )
    ]
    migrate(AFTER)
    assert [proof.pk for proof in row.proofs.all()] == [proof.pk for proof in old]
    for proof, was in zip(row.proofs.select_related("file"), old, strict=True):
        assert (proof.at, proof.file.at, proof.file.person) == (was.at, was.at, row.applicant)
        for person in (row.applicant, reader):
            answer = pages.browser(person).get(f"/registrations/{row.code}/proof/{proof.pk}/")
            assert answer.getvalue() == was.content
            assert answer["Content-Disposition"].startswith("attachment")
    assert [proof.file.name[:5] for proof in row.proofs.all()] == ["营业执照.", "没有扩展名", "很很很很很"]
    assert not File.objects.filter(is_checked=True, pk__in=row.proofs.values("file")).exists()


def test_an_interrupted_move_goes_on(migrate: Migrate, settings: Any, tmp_path: Path) -> None:
    row = factories.registration()
    row.proofs.all().delete()
    File.objects.all().delete()
    Old = migrate(BEFORE).get_model("registrations", "Proof")  # noqa: N806
    for name in ("a.pdf", "b.pdf"):
        Old.objects.create(registration_id=row.pk, name=name, kind="pdf", size=len(CONTENT), content=CONTENT)
    (tmp_path / "a file").touch()
    settings.STORAGES = stored_in(tmp_path / "a file" / "files")
    with pytest.raises(OSError, match="Not a directory"):
        migrate(AFTER)
    assert Old.objects.count() == 2
    settings.STORAGES = stored_in(tmp_path / "files")
    migrate(AFTER)
    assert Proof.objects.count() == File.objects.count() == 2
    for file in File.objects.all():
        with storages["files"].open(file.blob) as content:
            assert content.read() == CONTENT


def test_an_empty_table(migrate: Migrate) -> None:
    migrate(BEFORE)
    migrate(AFTER)
    assert not Proof.objects.exists()
    files.keep_made(b"x", name="x", kind="txt", by=Actor.platform("tests"))
