"""Restoring a backup: beside what is there, compared with its digests, and put in its place by one last step.

However it ends before that step, the platform's database is what it was; what a killed restore left is dropped by the
next one.
"""

import hashlib
import json
import os
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psycopg
from django.core.files import File
from django.core.files.storage import storages
from django.db import connection as default
from django.db.migrations.loader import MigrationLoader
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kexie.operation.backup import Refused, tables
from kexie.operation.backup.box import DAMAGED, Key, opened
from kexie.operation.backup.make import FORMAT, NOT_SECRETS, SHA
from kexie.operation.backup.tables import LEFT_OUT, Connection, Sum, compare
from kexie.operation.home import locked

MAINTENANCE = ("postgres", "template1")
SUFFIX = "_restoring"
CHUNK = 1 << 20
LISTED = ("data_key", "seal_key")  # secrets of which the first is used and all are known
Say = Callable[[str], None]


@dataclass
class Restored:
    """What was restored."""

    tables: int = 0
    rows: int = 0
    files: int = 0
    former: str = ""
    files_elsewhere: bool = False
    missing: list[str] = field(default_factory=list)
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def restore(
    address: str, path: Path, *, key: Key, replace: bool, say: Say, finish: Callable[[str, Restored], None]
) -> Restored:
    """Restore a backup into the database at an address (its owner's), which must be empty unless `replace`.

    `finish` is called with the new database's address when all is compared, before it takes its place. A database that
    was replaced keeps its rows under another name. Raises Refused when it cannot be done; then nothing has changed.
    """
    try:
        return _restore(address, path, key=key, replace=replace, say=say, finish=finish)
    except psycopg.OperationalError as error:
        raise Refused(f"数据库连接不上，没有恢复。{(str(error).splitlines() or [''])[0]}") from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise Refused("恢复需要建库的权限：请用 DATABASE_OWNER_URL 给出 kexie_owner，并授予 CREATEDB。") from error
    except (tarfile.TarError, KeyError, ValueError) as error:
        raise Refused(DAMAGED) from error
    except OSError as error:
        raise Refused(f"没有恢复：{error.strerror or error}") from error


def _restore(
    address: str, path: Path, *, key: Key, replace: bool, say: Say, finish: Callable[[str, Restored], None]
) -> Restored:
    name = str(conninfo_to_dict(address)["dbname"])
    fresh = f"{name}{SUFFIX}"
    is_empty = _is_empty(address)
    if not is_empty and not replace:
        raise Refused(
            f"数据库 {name} 里已经有数据，没有恢复。请恢复到空的数据库；"
            "确实要替换时加 --replace，原来的数据库会改名保留。"
        )
    restored = Restored()
    with opened(path, key) as stream, tarfile.open(fileobj=stream, mode="r|") as tar, _server(address) as server:
        entries = iter(tar)
        manifest = _json(tar, next(entries), "manifest.json")
        _require_known(manifest)
        restored.settings = _json(tar, next(entries), "settings.json")
        restored.files_elsewhere = manifest["files_elsewhere"]
        say(f"备份的时间：{manifest['at']}")
        _drop(server, fresh)
        create = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")
        server.execute(create.format(sql.Identifier(fresh)))
        try:
            end = _content(tar, entries, address, fresh, restored)
            while stream.read(CHUNK):  # to its end, where the cipher tells whether it was all
                pass
            restored.missing = end["missing"]
            _require_same(manifest, _named(address, fresh), restored, say)
            finish(_named(address, fresh), restored)
            restored.former = _swap(server, name, fresh, keep=not is_empty)
        except BaseException:
            _drop(server, fresh)
            raise
    return restored


def _named(address: str, name: str) -> str:
    return make_conninfo(address, dbname=name)


def _is_empty(address: str) -> bool:
    with psycopg.connect(address, connect_timeout=10) as connection:
        return not connection.execute(tables.TABLES).fetchall()


def _server(address: str) -> Connection:
    """Connect beside the platform's databases, so that they can be made and renamed."""
    for name in MAINTENANCE:
        try:
            return psycopg.connect(_named(address, name), autocommit=True, connect_timeout=10)
        except psycopg.OperationalError:
            if name == MAINTENANCE[-1]:
                raise
    raise AssertionError


def _json(tar: tarfile.TarFile, entry: tarfile.TarInfo, name: str) -> Any:  # noqa: ANN401
    source = tar.extractfile(entry)
    if entry.name != name or source is None:
        raise Refused(DAMAGED)
    return json.loads(source.read())


def _require_known(manifest: Mapping[str, Any]) -> None:
    """Refuse a backup of a newer version, whose tables this one does not know."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {*loader.disk_migrations, *((app, name) for app, name in loader.replacements)}
    unknown = [f"{app}.{name}" for app, name in manifest["migrations"] if (app, name) not in known and _is_ours(app)]
    if manifest["format"] > FORMAT or unknown:
        raise Refused(f"这个备份来自更新的版本，请先升级本系统。{'、'.join(unknown[:3])}")


def _is_ours(app: str) -> bool:
    return app in MigrationLoader(None, ignore_no_migrations=True).migrated_apps


def _content(
    tar: tarfile.TarFile, entries: Iterator[tarfile.TarInfo], address: str, name: str, restored: Restored
) -> dict[str, Any]:
    """Feed the database's parts to pg_restore, put the files into the store; return what the end tells."""
    digest = hashlib.sha256()
    entry = next(entries)
    with tempfile.TemporaryFile() as said:
        with _pg_restore(address, name, said) as program:
            assert program.stdin  # noqa: S101 - asked for
            while entry.name.startswith("database/"):
                part = _bytes(tar, entry)
                digest.update(part)
                program.stdin.write(part)
                entry = next(entries)
            program.stdin.close()
        _require_success(program.returncode, said)
    while entry.name.startswith("files/"):
        _keep(tar, entry)
        restored.files += 1
        entry = next(entries)
    end: dict[str, Any] = _json(tar, entry, "end.json")
    if (end["database"], end["files"]) != (digest.hexdigest(), restored.files):
        raise Refused(DAMAGED)
    return end


def _bytes(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    source = tar.extractfile(entry)
    return source.read() if source else b""


def _pg_restore(address: str, name: str, said: IO[bytes]) -> "subprocess.Popen[bytes]":
    shown, environment = tables.arguments(address, name)
    with psycopg.connect(_named(address, name)) as connection:
        program = str(tables.programs(connection.info.server_version) / "pg_restore")
    command = [program, "--no-owner", f"--dbname={shown}"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=said, stderr=said, env=environment)


def _require_success(code: int, said: IO[bytes]) -> None:
    said.seek(0)
    lines = said.read().decode(errors="replace").splitlines()
    errors = [line for line in lines if ": error:" in line and not tables.IGNORED.search(line)]
    if errors or (code != 0 and not any(map(tables.IGNORED.search, lines))):
        raise Refused(f"pg_restore 没有成功：{(errors or lines or [''])[0][:500]}")


class _Content(File):  # type: ignore[type-arg]
    """A file out of the backup, read once and digested meanwhile."""

    def __init__(self, source: IO[bytes], size: int) -> None:
        super().__init__(source)
        self.source, self.size = source, size
        self.digest = hashlib.sha256()

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Give the content once."""
        while chunk := self.source.read(chunk_size or CHUNK):
            self.digest.update(chunk)
            yield chunk


def _keep(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> None:
    """Put a file into the store under its name; one that is there already must be the same."""
    blob, store = entry.name.removeprefix("files/"), storages["files"]
    source = tar.extractfile(entry)
    assert source  # noqa: S101 - only files are written
    if store.exists(blob):
        with store.open(blob) as there:
            digest = hashlib.file_digest(there, "sha256").hexdigest()
    else:
        content = _Content(source, entry.size)
        store.save(blob, content)
        digest = content.digest.hexdigest()
    if digest != entry.pax_headers[SHA]:
        raise Refused(f"文件 {blob} 与备份时登记的摘要不同，没有恢复。")


def _require_same(manifest: Mapping[str, Any], address: str, restored: Restored, say: Say) -> None:
    before = {name: Sum(**table) for name, table in manifest["tables"].items()}
    with psycopg.connect(address) as connection:
        after = tables.sums(connection)
    different = list(compare(before, after))
    for line in different:
        say(f"不同　{line}")
    if different:
        raise Refused("恢复后的数据与备份时不同，没有启用。")
    restored.tables, restored.rows = len(after), sum(table.rows for table in after.values())
    say(f"相同　{restored.tables} 张表、{restored.rows} 行的摘要与备份时一致")


def _swap(server: Connection, name: str, fresh: str, *, keep: bool) -> str:
    """Let the restored database take the other's place, which is kept under another name or, if empty, dropped."""
    former = f"{name}_before_{time.strftime('%Y%m%d_%H%M%S')}"
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    _end_connections(server, name, fresh)
    with server.transaction():
        server.execute(rename.format(sql.Identifier(name), sql.Identifier(former)))
        server.execute(rename.format(sql.Identifier(fresh), sql.Identifier(name)))
    if keep:
        return former
    _drop(server, former)
    return ""


def _drop(server: Connection, name: str) -> None:
    _end_connections(server, name)
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _end_connections(server: Connection, *names: str) -> None:
    """End those of clients; the server's own (autovacuum) give way by themselves."""
    end = """
        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE datname = ANY(%s) AND backend_type = 'client backend' AND pid <> pg_backend_pid()
    """
    server.execute(end, [list(names)])


# What stands beside the database


def keep_secrets(home: Path, secrets: Mapping[str, str]) -> None:
    """Take over the secrets of a backup; the own keys still decrypt what was encrypted with them."""
    path = home / "secrets.json"
    with locked(home / "secrets.lock"):
        known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        taken = {name: value for name, value in secrets.items() if name not in NOT_SECRETS}
        merged = known | taken | {name: together(taken.get(name, ""), known.get(name, "")) for name in LISTED}
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(merged, indent=1))
        fresh.replace(path)


def together(*lists: str) -> str:
    """Return keys with commas, each once.

    >>> together("new,old", "old,oldest", "")
    'new,old,oldest'
    """
    return ",".join(dict.fromkeys(filter(None, ",".join(lists).split(","))))


def keep_environment(home: Path, environment: Mapping[str, str]) -> Path:
    """Write the settings of a backup to a file that only its owner reads, for whoever sets up the services."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "restored.env"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in sorted(environment.items()))
    return path


def end_sessions(address: str) -> None:
    """Let nobody be signed in."""
    with psycopg.connect(address) as connection:
        for table in LEFT_OUT:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


def work_on(address: str) -> None:
    """Let Django's models work on the restored database until the end of this command."""
    default.close()
    if hasattr(default, "close_pool"):
        default.close_pool()
    default.settings_dict["NAME"] = conninfo_to_dict(address)["dbname"]
