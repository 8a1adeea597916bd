"""The product as it runs in life, with a data folder of its own: PostgreSQL, web server and worker, to be killed."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg

from kexie.operation import home, postgres, supervisor
from kexie.operation.processes import SOURCES, Run
from kexie.operation.tests.factories import data_folder, soon

PATIENCE = 60
STAGE = "import django; django.setup(); from tests.drills import stage; stage.main()"
PARTS = ("web", "worker", "postgres")
# What tests are set to is not what the product runs with.
DROPPED = {"DATABASE_URL", "DATABASE_OWNER_URL", "KEXIE_POOL", "KEXIE_REMEMBERED_SECONDS"}


@dataclass
class System:
    """A running product: everything durable, nothing shared with the tests' own database."""

    run: Run
    server: postgres.Server
    address: supervisor.Address
    static: Path
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What web and worker are started with."""
        inherited = {name: value for name, value in os.environ.items() if name not in DROPPED}
        own = {
            "SECRET_KEY": home.secret(self.server.home, "secret_key"),
            "KEXIE_DATA_KEYS": home.secret(self.server.home, "data_key"),
            "KEXIE_HOME": str(self.server.home),
            "KEXIE_DEMO": "1",
            "KEXIE_SECOND_FACTOR": "off",
            "KEXIE_STATIC_ROOT": str(self.static),
            "DATABASE_URL": self.server.url(postgres.APP),
            "PYTHONUNBUFFERED": "1",
        }
        return {**inherited, **own, **self.more}

    def start(self, *names: str) -> None:
        """Start what does not run, and wait until the site answers."""
        if not self.server.is_alive():
            self.server.start()
        arguments = {"web": supervisor.web(self.address), "worker": ["-m", "kexie", "worker"]}
        for name in names or ("web", "worker"):
            child = self.run.children.get(name)
            if child is None or child.poll() is not None:
                self.run.start(name, arguments[name], self.environment)
        assert soon(self.answers, PATIENCE), self.run.log("web").read_text()[-3000:]

    def answers(self) -> bool:
        """Tell whether the site says that it is ready."""
        return supervisor.answers(self.address)

    def kill(self, name: str) -> None:
        """Let a part die as when the current goes: nothing of it does anything any more."""
        if name == "postgres":
            family = self._postgres()
            for number in (signal.SIGSTOP, signal.SIGKILL):
                for process in family:
                    with suppress(psutil.Error):
                        process.send_signal(number)
            psutil.wait_procs(family, PATIENCE)
        elif name == "backend":  # one of the server's processes: it then ends all others and recovers
            backends = [one for one in self._postgres()[1:] if "kexie_app" in " ".join(one.cmdline())]
            if backends:
                random.choice(backends).kill()
        else:
            child = self.run.children[name]
            os.killpg(child.pid, signal.SIGKILL)
            child.wait(PATIENCE)

    def _postgres(self) -> list[psutil.Process]:
        """The server's processes, the first one first."""
        note = self.server.folder / "data" / "postmaster.pid"
        first = psutil.Process(int(note.read_text().split()[0]))
        return [first, *first.children(recursive=True)]

    def stop_database(self) -> None:
        """Stop the database as its operator does."""
        self.server.stop()

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the database, past the product."""
        with psycopg.connect(self.server.url(postgres.OWNER), autocommit=True) as connection:
            return connection.execute(query, values).fetchall()

    def set(self, **settings: str) -> None:
        """Set the database's own settings until it is set again."""
        with psycopg.connect(self.server.url(postgres.SUPERUSER), autocommit=True) as connection:
            for name, value in settings.items():
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
            connection.execute("SELECT pg_reload_conf()")
        time.sleep(0.3)  # until every process has read them

    def stage(self) -> dict[str, Any]:
        """Let the people and bodies of the drills exist; return how they are reached."""
        owner = self.environment | {"DATABASE_URL": self.server.url(postgres.OWNER)}
        self._do("-m", "kexie", "migrate", "--noinput", environment=owner)
        staged: dict[str, Any] = json.loads(self._do("-c", STAGE, environment=self.environment))
        return staged

    def doctor(self) -> str:
        """What `kexie doctor` says."""
        command = [sys.executable, "-m", "kexie", "doctor"]
        done = subprocess.run(
            command, cwd=SOURCES, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return done.stdout

    def _do(self, *arguments: str, environment: Mapping[str, str]) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=SOURCES, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def disk(folder: Path, size: str) -> Iterator[None]:
    """Let a folder be a disk of that size for a while; only root may."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "drill", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def ballast(folder: Path, *, left: int = 0) -> Iterator[Path]:
    """Fill the disk on which a folder is, but for some bytes; gives the file that takes up the room."""
    path = folder / "ballast"
    with path.open("wb", buffering=0) as file:
        with suppress(OSError):
            while file.write(bytes(4096)):
                pass
        file.truncate(max(file.tell() - left, 0))
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def running(static: Path, *, size: str = "", **more: str) -> Iterator[System]:
    """Run the product for a while; with a size, the database has a small disk of its own."""
    with ExitStack() as stack:
        folder = stack.enter_context(data_folder())
        if size:
            stack.enter_context(disk(folder / "postgres", size))
            stack.callback(postgres.Server(folder).stop)
        run = stack.enter_context(Run(folder))
        guard = ["-m", "kexie.operation.guard", str(folder), str(os.getpid())]
        run.start("guard", guard, os.environ, marked=False)
        server = postgres.Server(folder)
        server.folder.mkdir(parents=True, exist_ok=True)
        try:
            server.start()
            yield System(run, server, supervisor.Address("127.0.0.1", free_port()), static, more)
        finally:
            run.end(*(name for name in run.children if name != "guard"))


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
