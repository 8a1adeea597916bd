"""Files are kept whole, under random names, before their row; what the store refuses leaves nothing behind."""

import hashlib
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from kexie.core.actors import Actor
from kexie.core.disk import Disk
from kexie.engines.files import actions, queries, rules
from kexie.engines.files.models import File
from kexie.engines.files.rules import Upload
from kexie.engines.files.tests.factories import PDF, PLATFORM, kept, on_disk, stored_in
from kexie.foundation.people.tests import factories as people

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SEC-04")]


@pytest.fixture(autouse=True)
def _own_folder(own_folder: Path) -> None:
    pass


def test_a_file_is_kept_with_what_is_known_of_it() -> None:
    file = actions.keep(Upload("../营业执照.PDF", "pdf", PDF), by=PLATFORM)
    assert (file.name, file.kind, file.size, file.media) == ("营业执照.pdf", "pdf", len(PDF), "application/pdf")
    assert file.sha256 == hashlib.sha256(PDF).hexdigest()
    with queries.store().open(file.blob) as content:
        assert content.read() == PDF


def test_what_was_made_here_comes_from_a_path_too(tmp_path: Path) -> None:
    made = tmp_path / "out.xlsx"
    made.write_bytes(b"x" * 3_000_000)
    file = actions.keep_made(made, name="通讯录", kind="xlsx", by=PLATFORM)
    assert (file.name, file.size, file.person) == ("通讯录.xlsx", 3_000_000, None)
    assert made.exists()


def test_the_users_name_is_never_on_the_disk_and_nobody_else_may_look(own_folder: Path) -> None:
    kept(name="秘密.pdf")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [own_folder, *own_folder.rglob("*")]}
    assert modes == {0o700, 0o600}
    assert not [name for name in on_disk(own_folder) if "秘密" in name or "." in name]


@pytest.mark.spec("REL-07")
def test_a_full_disk_is_told_and_leaves_nothing(own_folder: Path) -> None:
    kept()
    before = on_disk(own_folder)
    with small_disk(100_000), pytest.raises(ValidationError, match="存储空间不足"):
        kept(b"x" * 3_000_000)
    assert (on_disk(own_folder), File.objects.count()) == (before, 1)
    kept(b"x" * 3_000_000)


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """Let the kernel refuse to write files beyond a size, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.spec("REL-07")
def test_a_folder_that_cannot_be_made_is_told(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    settings.STORAGES = stored_in(tmp_path / "a file" / "files")
    with pytest.raises(ValidationError, match="存储空间不足"):
        kept()


def test_bytes_are_there_before_the_row_and_stay_if_the_row_does_not(own_folder: Path) -> None:
    with transaction.atomic():
        kept()
        transaction.set_rollback(True)
    assert (File.objects.count(), len(on_disk(own_folder))) == (0, 1)


def test_a_file_is_never_written_over_another(own_folder: Path) -> None:
    file = kept()
    with pytest.raises(FileExistsError):
        Disk(str(own_folder))._save(file.blob, ContentFile(b"x"))
    assert on_disk(own_folder) == {Path(file.blob).name}


def test_the_database_refuses_a_kind_that_is_not_served() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.create(code="x", name="x", kind="svg", size=1, sha256="", blob="x", is_checked=True)


def test_who_sent_it_is_known() -> None:
    person = people.person()
    file = actions.keep(Upload("a.pdf", "pdf", PDF), by=Actor(person=person.pk, name=person.name))
    assert file.person == person


NAMES = [
    ("a/b\\c.pdf", "c.pdf"),
    ("..\\..\\windows\\执照.pdf", "执照.pdf"),
    ("..", "文件.pdf"),
    ("", "文件.pdf"),
    (".pdf", "文件.pdf"),
    ("...", "文件.pdf"),
    ("执照\0.exe", "执照.exe.pdf"),
    ("报告\u202efdp.exe", "报告fdp.exe.pdf"),
    ("\u2066\u200b\ufeff申请\u2069.pdf", "申请.pdf"),
    ("一\r\nSet-Cookie: x.pdf", "一 Set-Cookie_ x.pdf"),
    ('x"; filename="y.html', "x_; filename=_y.html.pdf"),
    ("NUL", "_NUL.pdf"),
    ("com1.txt.pdf", "_com1.txt.pdf"),
    ("CON .pdf", "_CON.pdf"),
    ("全角．ＰＤＦ", "全角．ＰＤＦ.pdf"),
    ("上／下＼左.pdf", "左.pdf"),
    ("~$草稿.pdf", "_~$草稿.pdf"),
    ("e\u0301.pdf", "é.pdf"),
    ("z" + "\u0334" * 500 + ".pdf", "z" + "\u0334" * 8 + ".pdf"),
    ("𠮷㐂䶮.pdf", "𠮷㐂䶮.pdf"),
    ("\ud800坏.pdf", "坏.pdf"),
    ("长" * 500 + ".pdf", "长" * 116 + ".pdf"),
    ("a.pdf.pdf. . .", "a.pdf.pdf.pdf"),
]


@pytest.mark.parametrize(("given", "kept_as"), NAMES)
def test_names(given: str, kept_as: str) -> None:
    name = rules.clean_name(given, "pdf")
    assert name == kept_as
    assert len(name) <= rules.MAX_NAME
    assert rules.clean_name(name, "pdf") == name
