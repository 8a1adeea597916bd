"""Making a backup: one snapshot of the database, the files that it names, secrets and settings, encrypted."""

import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

import psycopg
from django.core.files.storage import storages

from kexie.core.disk import Disk
from kexie.operation.backup import Refused, tables
from kexie.operation.backup.box import Lock, sealed
from kexie.operation.backup.tables import LEFT_OUT, Connection, Sum
from kexie.operation.postgres import APP, OWNER, SUPERUSER

FORMAT = 1
PART = 8 << 20
# Of this machine and of this server, not of the platform.
NOT_SETTINGS = {"KEXIE_HOME", "KEXIE_RUN", "KEXIE_VENV", "KEXIE_STATIC_ROOT", "KEXIE_BACKUP_PASSPHRASE", "KEXIE_BIND"}
NOT_SETTINGS |= {"KEXIE_EMBEDDED", "KEXIE_POOL"}
NOT_SECRETS = {APP, OWNER, SUPERUSER}
SHA = "KEXIE.sha256"


@dataclass
class Made:
    """What a backup holds."""

    path: Path
    tables: dict[str, Sum]
    files: int = 0
    bytes: int = 0
    missing: list[str] = field(default_factory=list)
    elsewhere: bool = False

    @property
    def rows(self) -> int:
        """How many rows of all tables."""
        return sum(table.rows for table in self.tables.values())


def make(address: str, path: Path, *, lock: Lock, home: Path) -> Made:
    """Write a backup of the database at an address (its owner's) and of what belongs to it.

    `path` is the file, or a folder in which it gets a name. Raises Refused when it cannot be made; then there is none.
    """
    if path.is_dir():
        path = path / time.strftime("kexie-%Y%m%d-%H%M%S.age")
    try:
        with _snapshot(address) as (connection, snapshot):
            made = Made(path, tables.sums(connection))
            with (
                sealed(path, lock) as stream,
                tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar,
            ):
                _put(tar, "manifest.json", _manifest(connection, made))
                _put(tar, "settings.json", settings(home))
                digest = _dump(tar, connection, address, snapshot)
                _files(tar, connection, made)
                _put(tar, "end.json", {"database": digest, "files": made.files, "missing": made.missing})
    except psycopg.OperationalError as error:
        raise Refused(f"数据库连接不上，备份没有做成。{_first_line(error)}") from error
    except OSError as error:
        raise Refused(f"备份文件写不下去，没有做成：{error.strerror}（{path}）") from error
    made.bytes = path.stat().st_size
    _note(home, made)
    return made


@contextmanager
def _snapshot(address: str) -> Iterator[tuple[Connection, str]]:
    with psycopg.connect(address, autocommit=True, connect_timeout=10) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row  # noqa: S101 - a function gives one
        yield connection, row[0]
        connection.execute("COMMIT")


def _manifest(connection: Connection, made: Made) -> dict[str, Any]:
    migrations = connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
    made.elsewhere = not isinstance(storages["files"], Disk)
    moment = connection.execute("SELECT now()::text").fetchone()
    return {
        "format": FORMAT,
        "at": moment[0] if moment else "",
        "server": connection.info.server_version,
        "migrations": [list(row) for row in migrations],
        "tables": {name: asdict(table) for name, table in made.tables.items()},
        "left_out": LEFT_OUT,
        "files_elsewhere": made.elsewhere,
    }


def settings(home: Path) -> dict[str, dict[str, str]]:
    """Return the secrets and settings without which the data cannot be read or the site not be set up."""
    kept = home / "secrets.json"
    known: dict[str, str] = json.loads(kept.read_text()) if kept.exists() else {}
    named = {
        name: value for name, value in os.environ.items() if name.startswith("KEXIE_") and name not in NOT_SETTINGS
    }
    return {
        "secrets": {name: value for name, value in known.items() if name not in NOT_SECRETS},
        "environment": named | {name: os.environ[name] for name in ("SECRET_KEY",) if name in os.environ},
    }


def _put(tar: tarfile.TarFile, name: str, content: object) -> None:
    _add(tar, name, json.dumps(content, ensure_ascii=False, indent=1).encode())


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = len(content), 0o600, int(time.time())
    tar.addfile(info, io.BytesIO(content))


def _dump(tar: tarfile.TarFile, connection: Connection, address: str, snapshot: str) -> str:
    """Write what pg_dump gives, in parts, since nobody knows how long it will be; return its digest."""
    shown, environment = tables.arguments(address)
    program = str(tables.programs(connection.info.server_version) / "pg_dump")
    left_out = [f"--exclude-table-data=public.{name}" for name in LEFT_OUT]
    command = [program, "--format=custom", "--compress=1", "--no-owner", f"--snapshot={snapshot}", *left_out, shown]
    digest = hashlib.sha256()
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env=environment) as dump:
            assert dump.stdout  # noqa: S101 - asked for
            for number, part in enumerate(_parts(dump.stdout), start=1):
                digest.update(part)
                _add(tar, f"database/{number:06}", part)
        if dump.returncode != 0:
            said.seek(0)
            raise Refused(f"pg_dump 没有成功：{said.read().decode(errors='replace').strip()[:500]}")
    return digest.hexdigest()


def _parts(stream: IO[bytes]) -> Iterator[bytes]:
    while part := stream.read(PART):
        yield part


def _files(tar: tarfile.TarFile, connection: Connection, made: Made) -> None:
    """Write the files that the snapshot names; those that are gone from the store are told."""
    if made.elsewhere:
        return
    store = storages["files"]
    with connection.cursor(name="files") as cursor:
        for blob, sha256 in cursor.execute("SELECT blob, sha256 FROM file ORDER BY id"):
            try:
                source = store.open(blob)
            except FileNotFoundError:
                made.missing.append(blob)
                continue
            with source:
                info = tarfile.TarInfo(f"files/{blob}")
                info.size, info.mode, info.pax_headers = source.size, 0o600, {SHA: sha256}
                tar.addfile(info, source)
            made.files += 1


def _note(home: Path, made: Made) -> None:
    """Remember when the last backup was made, for `kexie doctor`."""
    home.mkdir(parents=True, exist_ok=True)
    (fresh := home / "backup.new").write_text(json.dumps({"at": time.time(), "file": str(made.path.resolve())}))
    fresh.replace(home / "backup.json")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0]
