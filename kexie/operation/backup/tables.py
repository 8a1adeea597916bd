"""The digests of tables, and PostgreSQL's own programs for dumping and restoring."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kexie.operation.backup import Refused
from kexie.operation.postgres import shipped

# What lasts for minutes and what lets people in: a restored platform has nobody signed in.
LEFT_OUT = ("cache_entry", "django_session", "usersessions_usersession")
# What a row looks like as text depends on these.
ALIKE = "SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC'; SET extra_float_digits = 1"
TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relpersistence = 'p' ORDER BY c.relname
"""
# The sum of the rows' digests: whatever order they come in, it is the same.
DIGEST = """
SELECT count(*), coalesce(sum(
    ('x' || left(encode(sha256(convert_to(r::text, 'UTF8')), 'hex'), 15))::bit(60)::bigint
), 0) FROM {} r
"""
IGNORED = re.compile(r"transaction_timeout")  # a newer program's setting that an older server does not know
Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True)
class Sum:
    """How many rows a table has, and their digest."""

    rows: int
    digest: str


def sums(connection: Connection) -> dict[str, Sum]:
    """Return the sums of all tables but those left out, in the connection's snapshot."""
    connection.execute(ALIKE)
    names = [row[0] for row in connection.execute(TABLES)]
    return {name: _sum(connection, name) for name in names if name not in LEFT_OUT}


def _sum(connection: Connection, table: str) -> Sum:
    row = connection.execute(sql.SQL(DIGEST).format(sql.Identifier("public", table))).fetchone()
    assert row  # noqa: S101 - an aggregate always gives one
    return Sum(int(row[0]), f"{int(row[1]):x}")


def programs(version: int) -> Path:
    """Return the folder of pg_dump and pg_restore for a server of that version (as 150004): its own, or newer ones.

    Raises Refused when there is none.
    """
    major = version // 10_000
    known = {_major(folder): folder for folder in reversed(list(_folders()))}
    fitting = sorted(found for found in known if found >= major)
    if not fitting:
        raise Refused(f"没有找到适用于 PostgreSQL {major} 的 pg_dump。请安装 postgresql-client-{major}。")
    return known[fitting[0]]


def _folders() -> Iterator[Path]:
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if found := shutil.which("pg_dump"):
        yield Path(found).parent
    yield shipped() / "bin"


def _major(folder: Path) -> int:
    """Return the version of the pg_dump of a folder; 0 where there is none that runs."""
    try:
        said = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"(\d+)[.\w]*\s*(\(|$)", said)
    return int(found[1]) if found else 0


def arguments(address: str, name: str = "") -> tuple[str, dict[str, str]]:
    """Return a connection's description without the password, for a command line, and the environment with it."""
    known = conninfo_to_dict(address)
    password = known.pop("password", None)
    if name:
        known["dbname"] = name
    environment = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    shown = make_conninfo(**known)  # type: ignore[arg-type]
    return shown, environment | ({"PGPASSWORD": str(password)} if password else {})


def compare(before: Mapping[str, Sum], after: Mapping[str, Sum]) -> Iterator[str]:
    """Tell each table that is not as it was."""
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            told = [
                f"{found.rows} 行 {found.digest}" if found else "没有" for found in (before.get(name), after.get(name))
            ]
            yield f"{name}：备份时 {told[0]}，恢复后 {told[1]}"
