"""A backup is made, brought back elsewhere and compared; what is damaged, locked or half done is never put in place."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg
import pyrage
import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.db import connection, connections
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from pytest_django import Settings

from kexie.core.actors import Actor
from kexie.engines.files import actions as files
from kexie.engines.files.tests.factories import stored_in
from kexie.foundation.people import actions as people
from kexie.foundation.people.tests import factories
from kexie.operation.backup import Refused, box, tables
from kexie.operation.backup import make as making
from kexie.operation.backup import restore as restoring
from kexie.operation.backup.box import Key, Lock
from kexie.operation.backup.restore import Restored
from kexie.operation.postgres import APP, OWNER, Server
from kexie.operation.processes import SOURCES
from kexie.operation.tests.factories import data_folder, soon

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.spec("OPS-03")]
PASSPHRASE = "a passphrase long enough"
OWN, OTHER = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
MOBILE = "13912345678"
BY = Actor.platform("tests")
PASSWORD = "Autumn-rain-2026"

SIGN_IN = """
import sys, django
django.setup()
from django.contrib.auth import authenticate
from kexie.engines.files.models import File
from kexie.engines.files.queries import store
from kexie.foundation.people.models import Person
from kexie.foundation.records.models import Record
person = Person.objects.get(username="keeper")
assert person.check_password(sys.argv[1]), "password"
assert person.mobile == sys.argv[2], "mobile"
assert store().open(File.objects.get().blob).read() == b"minutes of the meeting" * 1000, "file"
before = Record.objects.count()
Person.objects.create(username="after", name="after")
try:
    Record.objects.all().delete()
except Exception as error:
    assert "permission denied" in str(error), error
else:
    raise AssertionError("records were deleted")
print("ok", before)
"""


def database() -> str:
    """The name of the tests' database."""
    return str(connection.settings_dict["NAME"])


def address(name: str, role: str = OWNER) -> str:
    """The address of a database on the tests' server for one of the roles."""
    known = conninfo_to_dict(os.environ["DATABASE_OWNER_URL"])
    host = quote(str(known["host"]), safe="")
    options = quote(f"-c role={role}") if role != OWNER else ""
    start = f"postgresql://{known['user']}:{known['password']}@/{name}?host={host}&port={known['port']}"
    return start + (f"&options={options}" if options else "")


@dataclass
class Place:
    """A data folder and a database: what one installation is."""

    home: Path
    name: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, code: int = 0, **environment: str) -> str:
        command, own = self.command(arguments), self.variables(environment)
        done = subprocess.run(command, env=own, capture_output=True, text=True, check=False)
        said = done.stdout + done.stderr
        assert done.returncode == code, said
        assert "Traceback" not in said, said
        return said

    def command(self, arguments: Sequence[str]) -> list[str]:
        return [sys.executable, "-m", "kexie", *arguments]

    def variables(self, environment: dict[str, str]) -> dict[str, str]:
        dropped = {"DATABASE_URL", "DATABASE_OWNER_URL", "KEXIE_DATA_KEYS", "SECRET_KEY", "KEXIE_FILES"}
        inherited = {name: value for name, value in os.environ.items() if name not in dropped}
        own = {"KEXIE_HOME": str(self.home), "KEXIE_BACKUP_PASSPHRASE": PASSPHRASE, "PYTHONPATH": str(SOURCES)}
        if self.name:
            own |= {"DATABASE_URL": address(self.name, APP), "DATABASE_OWNER_URL": address(self.name)}
            own |= {"SECRET_KEY": settings.SECRET_KEY, "KEXIE_DATA_KEYS": ",".join(settings.DATA_KEYS)}
        return inherited | own | self.environment | environment

    def sums(self) -> dict[str, tables.Sum]:
        with psycopg.connect(address(self.name)) as known:
            return tables.sums(known)

    def tables(self) -> list[str]:
        with psycopg.connect(address(self.name)) as known:
            return [row[0] for row in known.execute(tables.TABLES)]


def maintain(*statements: sql.Composed) -> None:
    known = make_conninfo(os.environ["DATABASE_OWNER_URL"], dbname="postgres")
    with psycopg.connect(known, autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


END_CLIENTS = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = %s AND backend_type = 'client backend'
"""


def drop(name: str) -> None:
    known = make_conninfo(os.environ["DATABASE_OWNER_URL"], dbname="postgres")
    with psycopg.connect(known, autocommit=True) as server:
        found = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"]).fetchall()
        for (left,) in found:
            # By FORCE it would also end the server's own, which an owner may not; without it they give way.
            server.execute(END_CLIENTS, [left])
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(left)))


@pytest.fixture
def source(tmp_path: Path, settings: Settings) -> Iterator[Place]:
    """An installation with a person, a record and a file; its database is a copy of the tests' one."""
    place = Place(tmp_path / "source", f"{database()}_source")
    settings.STORAGES = stored_in(place.home / "files")
    place.home.mkdir()
    person = factories.person(username="keeper", name="王")
    person.password = make_password(PASSWORD, hasher=PBKDF2PasswordHasher())
    person.save()
    people.set_mobile(person, mobile=MOBILE, by=BY)
    files.keep_made(b"minutes of the meeting" * 1000, name="纪要.pdf", kind="pdf", by=BY)
    connections.close_all()
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    maintain(copy.format(sql.Identifier(place.name), sql.Identifier(database())))
    yield place
    drop(place.name)


@pytest.fixture
def target(tmp_path: Path, source: Place) -> Iterator[Place]:
    """An empty installation on the same server."""
    place = Place(tmp_path / "target", f"{database()}_target")
    place.home.mkdir()
    maintain(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(place.name)))
    yield place
    drop(place.name)


def make(place: Place, path: Path) -> Path:
    lock = Lock(recipients=(str(OWN.to_public()),))  # a passphrase takes a second each time, on purpose
    return making.make(address(place.name), path, lock=lock, home=place.home).path


def restore(
    place: Place, path: Path, *, own: pyrage.x25519.Identity = OWN, replace: bool = False
) -> tuple[Restored, str]:
    said: list[str] = []
    done = restoring.restore(
        address(place.name),
        path,
        key=Key(identities=(str(own),)),
        replace=replace,
        say=said.append,
        finish=lambda address, _: restoring.end_sessions(address),
    )
    return done, "\n".join(said)


def test_by_two_commands_into_a_new_home_where_people_sign_in(source: Place, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    assert "1 个文件" in source.run("backup", str(backups))
    (made,) = backups.iterdir()
    assert made.stat().st_mode & 0o777 == 0o600
    for canary in (MOBILE, "keeper", "minutes"):
        assert canary.encode() not in made.read_bytes()
    with data_folder() as home:
        place = Place(home)
        said = place.run("restore", str(made))
        assert "摘要与备份时一致" in said
        assert "所有人都要重新登录" in said
        assert "审计记录从第" in said
        secrets = json.loads((home / "secrets.json").read_text())
        assert secrets["secret_key"] == settings.SECRET_KEY
        assert secrets["data_key"].startswith(settings.DATA_KEYS[0])
        with Server(home).running() as server:
            own = {
                "DJANGO_SETTINGS_MODULE": "kexie.settings",
                "DATABASE_URL": server.url(APP),
                "SECRET_KEY": secrets["secret_key"],
                "KEXIE_DATA_KEYS": secrets["data_key"],
            }
            command = [sys.executable, "-c", SIGN_IN, PASSWORD, MOBILE]
            done = subprocess.run(command, env=place.variables(own), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_what_is_there_is_kept_under_another_name(source: Place, target: Place, tmp_path: Path) -> None:
    made = make(source, tmp_path / "backup.age")
    with psycopg.connect(address(source.name)) as known:
        known.execute("INSERT INTO cache_entry VALUES ('attempts', 'x', now() + interval '1 day')")
    done, said = restore(target, made)
    assert (done.files, done.former) == (1, "")
    assert f"{done.tables} 张表、{done.rows} 行的摘要与备份时一致" in said
    assert target.sums() == source.sums()
    with psycopg.connect(address(target.name, APP)) as known:
        for table in tables.LEFT_OUT:
            assert known.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone() == (0,)
    with pytest.raises(Refused, match="已经有数据"):
        restore(target, made)
    with psycopg.connect(address(target.name)) as known:
        known.execute("UPDATE person SET name = 'later'")
    done, _ = restore(target, made, replace=True)
    assert done.former.startswith(f"{target.name}_before_")
    assert target.sums() == source.sums()
    with psycopg.connect(address(done.former)) as known:
        assert known.execute("SELECT name FROM person").fetchone() == ("later",)


def test_the_settings_are_kept_where_only_the_operator_reads(tmp_path: Path) -> None:
    path = restoring.keep_environment(tmp_path, {"SECRET_KEY": "x", "KEXIE_DATA_KEYS": "y"})
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text() == "KEXIE_DATA_KEYS=y\nSECRET_KEY=x\n"


def test_without_a_lock_there_is_no_backup() -> None:
    with pytest.raises(Refused, match="备份必须加密"):
        Lock()
    with pytest.raises(Refused, match="口令太短"):
        Lock("short")


def test_what_is_not_whole_or_not_ours_is_refused(source: Place, target: Place, tmp_path: Path) -> None:
    good = make(source, tmp_path / "backup.age").read_bytes()
    place = len(good) * 3 // 4
    tampered = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
    for content, words in (
        (tampered, "已经损坏或被改动"),
        (good[:place], "已经损坏或被改动"),
        (good[:-1], "已经损坏或被改动"),
        (good[:300], "已经损坏或被改动|不是本系统的备份"),
        (b"PK\x03\x04 something else", "不是本系统的备份"),
        (b"", "不是本系统的备份"),
    ):
        (bad := tmp_path / "bad.age").write_bytes(content)
        with pytest.raises(Refused, match=words):
            restore(target, bad)
    (tmp_path / "backup.age").write_bytes(good)
    with pytest.raises(Refused, match="密钥与这个备份文件不符"):
        restore(target, tmp_path / "backup.age", own=OTHER)
    assert target.tables() == []
    assert not _exists(f"{target.name}_restoring")


def test_a_killed_restore_leaves_no_half(source: Place, target: Place, tmp_path: Path) -> None:
    made = make(source, tmp_path / "backup.age")
    half = tmp_path / "half.age"
    os.mkfifo(half)  # gives most of the backup, then nothing more
    (tmp_path / "key").write_text(f"# a comment\n{OWN}\n")
    process = subprocess.Popen(
        target.command(["restore", str(half), "--identity", str(tmp_path / "key")]),
        env=target.variables({}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    content = made.read_bytes()
    with half.open("wb", buffering=0) as slow:
        slow.write(content[: len(content) * 9 // 10])
        assert soon(lambda: _exists(f"{target.name}_restoring"))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert target.tables() == []
    assert _exists(f"{target.name}_restoring")
    assert "摘要与备份时一致" in restore(target, made)[1]
    assert target.sums() == source.sums()
    assert not _exists(f"{target.name}_restoring")


def _exists(name: str) -> bool:
    known = make_conninfo(os.environ["DATABASE_OWNER_URL"], dbname="postgres")
    with psycopg.connect(known) as server:
        return bool(server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def test_when_the_database_is_away_it_is_said(tmp_path: Path) -> None:
    away = "postgresql://kexie_owner:x@127.0.0.1:1/kexie"
    made = tmp_path / "backup.age"
    with pytest.raises(Refused, match="数据库连接不上"):
        making.make(away, made, lock=Lock(PASSPHRASE), home=tmp_path)
    assert not list(tmp_path.glob("backup*"))


def test_a_digest_notices_one_changed_character(source: Place) -> None:
    before = source.sums()
    with psycopg.connect(address(source.name)) as known:
        known.execute("UPDATE person SET name = '汪' WHERE username = 'keeper'")
    (told,) = tables.compare(before, source.sums())
    assert told.startswith("person：备份时 1 行")


# The encrypted file, without a database


def test_the_age_format_is_opened_by_others(tmp_path: Path) -> None:
    with box.sealed(tmp_path / "a", Lock(recipients=(str(OWN.to_public()),))) as stream:
        stream.write(b"content")
    assert pyrage.decrypt((tmp_path / "a").read_bytes(), [OWN]) == b"content"
    with box.sealed(tmp_path / "b", Lock(PASSPHRASE)) as stream:
        stream.write(b"content")
    armoured, _, content = (tmp_path / "b").read_bytes().partition(box.END + b"\n")
    key = pyrage.passphrase.decrypt(armoured + box.END + b"\n", PASSPHRASE).decode()
    assert pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(key)]) == b"content"
    with pytest.raises(Refused, match="口令不对"):
        read(tmp_path / "b", Key("another passphrase"))


def read(path: Path, key: Key) -> bytes:
    with box.opened(path, key) as stream:
        return stream.read()


def fail(stream: IO[bytes]) -> None:
    stream.write(b"content")
    raise OSError("full")


def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    lock = Lock(recipients=(str(OWN.to_public()),))
    with pytest.raises(OSError, match="full"), box.sealed(tmp_path / "a", lock) as stream:
        fail(stream)
    assert not list(tmp_path.iterdir())


def test_a_key_that_does_not_fit_is_told(tmp_path: Path) -> None:
    with box.sealed(tmp_path / "a", Lock(recipients=(str(OWN.to_public()),))) as stream:
        stream.write(b"content")
    for key, words in (
        (Key(identities=(str(OTHER),)), "密钥与这个备份文件不符"),
        (Key(PASSPHRASE), "--identity"),
        (Key(identities=("AGE-SECRET-KEY-1",)), "没有有效的 age 私钥"),
    ):
        with pytest.raises(Refused, match=words):
            read(tmp_path / "a", key)
    lock = Lock(recipients=("age1x",))
    with pytest.raises(Refused, match="age 公钥"), box.sealed(tmp_path / "b", lock) as stream:
        stream.flush()


def test_much_content_passes_through(tmp_path: Path) -> None:
    part = os.urandom(1 << 20)
    with box.sealed(tmp_path / "a", Lock(recipients=(str(OWN.to_public()),))) as stream:
        for _ in range(8):
            stream.write(part)
    assert read(tmp_path / "a", Key(identities=(str(OWN),))) == part * 8
