"""Processes of our own: started in sessions of their own, written down, and ended for certain.

Whatever a run starts is noted in `processes.json` in the data folder, so that after a `kill -9` the guard or the next
start can end it. A process counts as ours only if its number and its time of creation are the noted ones or if it
bears the run's random mark in its environment: nobody else's process is ever touched.
"""

import fcntl
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import psutil

LIMIT = 10.0  # seconds that a process gets to stop by itself
MARK = "KEXIE_RUN"
SOURCES = Path(__file__).resolve().parents[2]


class Busy(RuntimeError):
    """Another run has this data folder."""


@dataclass(frozen=True)
class Note:
    """What is written down of a process."""

    name: str
    pid: int
    created: float

    @classmethod
    def of(cls, name: str, pid: int) -> "Note":
        """Note a running process."""
        return cls(name, pid, psutil.Process(pid).create_time())

    @property
    def process(self) -> psutil.Process | None:
        """The process, if it still runs and is the one that was noted."""
        with suppress(psutil.Error):
            process = psutil.Process(self.pid)
            # Where the clock is corrected the time of creation moves a little; numbers do not come back so soon.
            if abs(process.create_time() - self.created) < 1 and is_alive(process):
                return process
        return None


class Run:
    """The processes of one run; they end with it.

    Example::

        with alone(home), Run(home) as run:
            run.start("worker", ["-m", "kexie", "worker"], {})
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.mark = secrets.token_hex(16)
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self._notes = [Note.of("demo", os.getpid())]

    def __enter__(self) -> "Run":
        self._write()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end(*self.children)
        _file(self.home).unlink(missing_ok=True)

    def start(
        self, name: str, arguments: Sequence[str], environment: Mapping[str, str], *, marked: bool = True
    ) -> subprocess.Popen[bytes]:
        """Start Python with these arguments; what it prints goes to its log.

        It gets a session of its own, so that Ctrl-C in the terminal reaches the supervisor alone.
        """
        mark = {MARK: self.mark} if marked else {}
        with self._open_log(name) as log:
            child = subprocess.Popen(
                [sys.executable, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=SOURCES,
                env={**environment, **mark},
                start_new_session=True,
            )
        self.children[name] = child
        with suppress(psutil.Error):  # it has ended already
            self._notes.append(Note.of(name, child.pid))
        self._write()
        return child

    def end(self, *names: str) -> None:
        """End the children of these names, all at once, and their own children."""
        ending = [self.children.pop(name) for name in names]
        end([psutil.Process(child.pid) for child in ending if child.poll() is None])
        for child in ending:
            child.wait()

    def ended(self) -> Iterator[tuple[str, int]]:
        """Tell which children have ended by themselves, and with which code."""
        for name, child in self.children.items():
            if (code := child.poll()) is not None:
                yield name, code

    def log(self, name: str) -> Path:
        """Return where the output of the child of that name is kept."""
        return self.home / "logs" / f"{name}.log"

    def _open_log(self, name: str) -> IO[bytes]:
        path = self.log(name)
        path.parent.mkdir(exist_ok=True)
        if path.exists():
            path.replace(path.with_suffix(".old"))
        return path.open("wb")

    def _write(self) -> None:
        fresh = (path := _file(self.home)).with_suffix(".new")
        fresh.write_text(json.dumps({"mark": self.mark, "processes": [asdict(note) for note in self._notes]}))
        fresh.replace(path)


@contextmanager
def alone(home: Path, *, patience: float = 20) -> Iterator[None]:
    """Hold the data folder for one run; the kernel lets go of it however the run ends.

    Raises Busy when another run has it. A guard that tidies up after a killed run is waited for.
    """
    with (home / "demo.lock").open("a") as file:
        deadline = time.monotonic() + patience
        while not _locks(file):
            if _supervisor_runs(home) or time.monotonic() > deadline:
                help_ = "请先停止它，或者用 KEXIE_HOME 另选一个文件夹。"
                raise Busy(f"这个数据文件夹正在被另一个演示使用：{home}\n{help_}")
            time.sleep(0.1)
        yield


def end_leftovers(home: Path) -> None:
    """End what a killed run has left; call it only while the folder is held."""
    known = _read(home)
    noted = [note.process for note in _notes(known)]
    left = {process for process in noted if process} | set(_marked(known.get("mark", "")))
    end(process for process in left if process.pid != os.getpid())
    _file(home).unlink(missing_ok=True)


def end(processes: Iterable[psutil.Process], limit: float = LIMIT) -> None:
    """Ask the processes to stop, all at once; kill what is left of them and of their children after the limit."""
    leaders = list(processes)
    family = set(leaders) | {child for leader in leaders for child in _below(leader)}
    for process in leaders:
        with suppress(psutil.Error):
            process.terminate()
    left = _wait(family, limit)
    for process in left | {child for leader in left for child in _below(leader)}:
        with suppress(psutil.Error):
            process.kill()
    _wait(left, limit)


def is_alive(process: psutil.Process) -> bool:
    """Tell whether a process still does anything: one that ended and waits for its parent does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def set_up_offline() -> None:
    """Let a process that only computes know the models, but no database: it would wait for its parent's locks."""
    import django  # noqa: PLC0415 - the supervisor and its guard do without

    os.environ["DATABASE_URL"] = "postgresql:///offline"
    django.setup()


def _below(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def _wait(processes: set[psutil.Process], limit: float) -> set[psutil.Process]:
    """Wait until the processes have ended, at most `limit` seconds; return those that have not."""
    deadline = time.monotonic() + limit
    while (left := {process for process in processes if is_alive(process)}) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def _marked(mark: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter() if mark else ():
        with suppress(psutil.Error, OSError):
            if process.environ().get(MARK) == mark:
                yield process


def _file(home: Path) -> Path:
    return home / "processes.json"


def _read(home: Path) -> dict[str, Any]:
    try:
        known = json.loads(_file(home).read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _notes(known: Mapping[str, Any]) -> list[Note]:
    return [Note(**note) for note in known.get("processes", [])]


def _supervisor_runs(home: Path) -> bool:
    return any(note.process for note in _notes(_read(home)) if note.name == "demo")


def _locks(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
