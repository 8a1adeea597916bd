"""Where it is measured: a cluster of its own with databases of several sizes, and web servers on them.

Everything lies in a temporary folder, listens on the loopback address or a private socket, and is gone at the end; if
the benchmark is killed, the guard of the demonstration tidies up.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import Any

import psycopg
from django.db import connections
from psycopg import sql

from kexie import settings
from kexie.operation import supervisor
from kexie.operation.postgres import APP, OWNER, SUPERUSER, Server
from kexie.operation.processes import SOURCES, Run

SMALL, LARGE, HUGE = 1_000, 100_000, 1_000_000
MANY_RECORDS, MOST_RECORDS = 1_000_000, 10_000_000
MANY_MEMBERS, MOST_MEMBERS = 1_000_000, 10_000_000
Say = Callable[[str], object]


@dataclass
class Stage:
    """What the measurements use: `sizes` are the numbers of bodies, each also the alias of its database."""

    home: Path
    server: Server
    run: Run
    sizes: Sequence[int]
    say: Say
    records: tuple[int, ...] = (MANY_RECORDS,)
    members: tuple[int, ...] = (MANY_MEMBERS,)
    _webs: dict[str, supervisor.Address] = field(default_factory=dict)

    def web(self, size: int, **environment: str) -> supervisor.Address:
        """Return the address of a web server of the product on a database, with further variables if given.

        It has the product's settings, but one process: on a small machine the visitors need a core too.
        """
        name = "-".join(["web", str(size), *sorted(environment), *sorted(environment.values())])
        if name not in self._webs:
            address = supervisor.Address("127.0.0.1", _free_port())
            arguments = [*supervisor.web(address)[:-1], "kexie.operation.bench.application:application"]
            self.run.start(name, arguments, self._environment(size, APP) | environment)
            while not supervisor.answers(address):
                if self.run.children[name].poll() is not None:
                    raise supervisor.Failed(f"网页服务没有启动。日志在 {self.run.log(name)}")
                sleep(0.1)
            self._webs[name] = address
        return self._webs[name]

    def prepare(self) -> None:
        """Make the databases, each from the one before it, and let this process reach them."""
        former = ""
        for size in self.sizes:
            self.say(f"正在准备 {size:,} 个组织的数据库……")
            self._create(size, former)
            if not former:
                self.command("migrate", size)
            self.command("synth", size, "--organisations", str(size - int(former or 0)))
            self._reach(str(size), size)
            former = str(size)
        self._reach("default", LARGE)
        self.say("正在准备静态文件……")
        self.command("collectstatic", SMALL, "--noinput")

    def room(self, name: str, *, like: str = "") -> str:
        """Make one more database, empty or like another room that nobody is in, reached under its own name."""
        self._create(name, like)
        if not like:
            self.command("migrate", name)
        self._reach(name, name)
        return _name(name)

    def _create(self, size: int | str, former: str) -> None:
        template = _name(former) if former else "template0"
        create = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
        with psycopg.connect(self.server.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            connection.execute(create.format(*map(sql.Identifier, (_name(size), OWNER, template))))

    def _reach(self, alias: str, size: int | str) -> None:
        """Let this process reach a database under an alias; it may have been made with other settings before."""
        wrapper: Any = connections[alias] if alias in connections.settings else None
        if wrapper is not None:
            wrapper.close_pool()
            del connections[alias]
        connections.settings[alias] = self._settings(size)

    def _settings(self, size: int | str) -> dict[str, object]:
        given = settings.database(self.server.url(APP, _name(size))) | {"OPTIONS": {}}
        configured: dict[str, object] = connections.configure_settings({"default": given})["default"]
        return configured

    def command(self, name: str, size: int | str, *arguments: str) -> None:
        """Let the owner of a database run a command of the product in it."""
        command = [sys.executable, "-m", "kexie", name, *arguments]
        environment = self._environment(size, OWNER)
        done = subprocess.run(command, cwd=SOURCES, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise supervisor.Failed(f"kexie {name} 没有成功：\n{done.stderr}")

    def _environment(self, size: int | str, role: str) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.server.url(role, _name(size)),
            "KEXIE_DEMO": "0",
            "KEXIE_STATIC_ROOT": str(self.home / "static"),
            "KEXIE_WEB_WORKERS": "1",
        }


@contextmanager
def stage(
    sizes: Sequence[int],
    say: Say,
    *,
    records: tuple[int, ...] = (MANY_RECORDS,),
    members: tuple[int, ...] = (MANY_MEMBERS,),
) -> Iterator[Stage]:
    """Set the stage and clear it away at the end."""
    home = Path(tempfile.mkdtemp(prefix="kexie-bench-"))
    home.chmod(0o711)
    server = Server(home, durable=False)
    try:
        with Run(home) as run:
            run.start("guard", ["-m", "kexie.operation.guard", str(home), str(os.getpid())], os.environ, marked=False)
            with server.running():
                try:
                    ready = Stage(home, server, run, sizes, say, records, members)
                    ready.prepare()
                    yield ready
                finally:
                    connections.close_all()
                    run.end(*(name for name in run.children if name != "guard"))
    finally:
        shutil.rmtree(server.folder, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


def _name(size: int | str) -> str:
    return f"bench_{size}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
