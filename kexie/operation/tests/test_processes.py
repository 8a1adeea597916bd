"""`kexie demo` as a person runs it, and what is left of it after `kill -9`: nothing."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from kexie.core.demo import ACCOUNTS, PASSWORD
from kexie.operation import guard, processes
from kexie.operation.postgres import Server
from kexie.operation.processes import SOURCES, Busy, Note, Run
from kexie.operation.supervisor import Address, answers, stamps
from kexie.operation.tests.factories import data_folder, soon

SLEEP = ["-c", "import time; time.sleep(300)"]
PARENT = ["-c", f"import subprocess, sys; subprocess.Popen([sys.executable, *{SLEEP}])"]
LASTING_PARENT = ["-c", f"import subprocess, sys; subprocess.run([sys.executable, *{SLEEP}])"]
DEAF = ["-c", "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(300)"]
SUPERVISOR = f"""
import os, sys, time
from pathlib import Path
from kexie.operation.processes import Run

home = Path(sys.argv[1])
with Run(home) as run:
    run.start("guard", ["-m", "kexie.operation.guard", str(home), str(os.getpid())], os.environ, marked=False)
    run.start("web", {LASTING_PARENT}, os.environ)
    time.sleep(300)
"""


@pytest.fixture
def home() -> Iterator[Path]:
    with data_folder("演示 demo") as folder:
        yield folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Demo:
    """`python -m kexie demo` with a data folder and a port of its own."""

    home: Path
    port: int = field(default_factory=free_port)
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, **environment: str) -> subprocess.Popen[str]:
        dropped = {"DATABASE_URL", "DATABASE_OWNER_URL", "SECRET_KEY", "KEXIE_POOL", "KEXIE_BIND"}
        inherited = {name: value for name, value in os.environ.items() if name not in dropped}
        process = subprocess.Popen(
            [sys.executable, "-m", "kexie", "demo"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=SOURCES,
            env={**inherited, "KEXIE_HOME": str(self.home), "PORT": str(self.port), **environment},
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def greet(self, process: subprocess.Popen[str]) -> str:
        """Read what it says up to the sentence how to stop it."""
        assert process.stdout
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                return said
        raise AssertionError(said)

    @property
    def is_ready(self) -> bool:
        return answers(Address("127.0.0.1", self.port))

    def processes(self) -> list[psutil.Process]:
        """All that runs for this data folder, PostgreSQL included."""
        return [process for process in psutil.process_iter() if self._belongs(process)]

    def close(self) -> None:
        processes.end(self.processes())
        for process in self.started:
            process.wait()
            if process.stdout:
                process.stdout.close()

    def _belongs(self, process: psutil.Process) -> bool:
        with suppress(psutil.Error, OSError):
            named = any(str(self.home) in argument for argument in process.cmdline())
            return processes.is_alive(process) and (named or process.environ().get("KEXIE_HOME") == str(self.home))
        return False


@pytest.fixture
def demo(home: Path) -> Iterator[Demo]:
    """Make a demonstration whose data and static files, proven elsewhere, count as prepared."""
    server = Server(home)
    server.folder.mkdir(exist_ok=True)
    for stamp in stamps(server):
        stamp.renew()
    demo = Demo(home)
    yield demo
    demo.close()


def test_starts_again_after_a_kill_and_stops_everything(demo: Demo) -> None:
    killed = demo.start()
    said = demo.greet(killed)
    assert f"http://127.0.0.1:{demo.port}" in said
    assert PASSWORD in said
    assert all(name in said for name in ACCOUNTS)
    assert demo.is_ready
    left = {process.pid for process in demo.processes()}
    (watching,) = [process for process in demo.processes() if "kexie.operation.guard" in process.cmdline()]
    for process in (watching.pid, killed.pid):
        os.kill(process, signal.SIGKILL)
    killed.communicate()
    assert {process.pid for process in demo.processes()} == left - {watching.pid, killed.pid}

    again = demo.start()
    demo.greet(again)
    assert demo.is_ready
    web = {process.pid for process in demo.processes() if "granian" in process.cmdline()}
    assert web
    assert not web & left

    other = demo.start(PORT=str(free_port()))
    said, _ = other.communicate(timeout=30)
    assert "正在被另一个演示使用" in said
    assert other.returncode == 1

    os.killpg(again.pid, signal.SIGINT)  # as Ctrl-C in a terminal
    said, _ = again.communicate(timeout=30)
    assert "已全部停止" in said
    assert again.returncode == 0
    assert not demo.processes()
    assert not (demo.home / "processes.json").exists()
    assert not Server(demo.home).socket_folder.exists()


def test_a_taken_port_is_told_before_anything_starts(demo: Demo) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", demo.port))
        taken.listen()
        refused = demo.start()
        said, _ = refused.communicate(timeout=30)
    assert refused.returncode == 1
    assert f"端口 {demo.port}" in said
    assert not (Server(demo.home).folder / "data").exists()


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"PORT": "99999"}, "PORT 应为"),
        ({"PORT": "八千"}, "PORT 应为"),
        ({"KEXIE_BIND": "nowhere.invalid"}, "不认识监听地址"),
        ({"DATABASE_URL": "postgresql:///other"}, "DATABASE_URL"),
        ({"KEXIE_HOME": "/proc/kexie"}, "不能使用"),
    ],
)
def test_what_cannot_work_is_told_plainly(demo: Demo, environment: dict[str, str], words: str) -> None:
    refused = demo.start(**environment)
    said, _ = refused.communicate(timeout=30)
    assert refused.returncode == 1
    assert words in said
    assert "Traceback" not in said


def test_the_guard_ends_what_a_killed_run_left(home: Path) -> None:
    killed = subprocess.Popen([sys.executable, "-c", SUPERVISOR, str(home)], cwd=SOURCES)
    assert soon(lambda: len(psutil.Process(killed.pid).children(recursive=True)) == 3)
    family = psutil.Process(killed.pid).children(recursive=True)
    killed.kill()
    killed.wait()
    assert soon(lambda: not any(processes.is_alive(process) for process in family))
    assert not (home / "processes.json").exists()


def test_the_guard_leaves_a_folder_alone_that_is_in_use_again(home: Path) -> None:
    with processes.alone(home), Run(home) as run:
        child = run.start("web", SLEEP, os.environ)
        guard.main(home, supervisor=0)
        assert child.poll() is None


def test_orphans_are_known_by_their_mark(home: Path) -> None:
    run = Run(home).__enter__()
    child = run.start(
        "web", ["-c", f"import subprocess, sys; subprocess.Popen([sys.executable, *{SLEEP!r}])"], os.environ
    )
    child.wait()
    (orphan,) = [process for process in psutil.process_iter() if marked(process, run.mark)]
    processes.end_leftovers(home)
    assert soon(lambda: not processes.is_alive(orphan))


def marked(process: psutil.Process, mark: str) -> bool:
    with suppress(psutil.Error, OSError):
        return process.environ().get(processes.MARK) == mark
    return False


def test_another_process_with_a_noted_number_is_left_alone(home: Path) -> None:
    other = subprocess.Popen([sys.executable, *SLEEP])
    try:
        born = psutil.Process(other.pid).create_time()
        assert Note("web", other.pid, born).process
        assert Note("web", other.pid, born - 60).process is None
    finally:
        other.kill()
        other.wait()
    assert Note("web", other.pid, born).process is None


def test_one_run_at_a_time(home: Path) -> None:
    with processes.alone(home), pytest.raises(Busy, match="另一个演示"), processes.alone(home, patience=0):
        pass
    with processes.alone(home, patience=0):
        pass


def test_a_deaf_process_is_killed_after_the_limit(home: Path) -> None:
    with Run(home) as run:
        child = run.start("web", DEAF, os.environ)
        assert soon(lambda: "deaf" in run.log("web").read_text())
        processes.end([psutil.Process(child.pid)], limit=0.2)
        assert child.wait() == -signal.SIGKILL


def test_a_child_that_ends_by_itself_is_told(home: Path) -> None:
    with Run(home) as run:
        run.start("worker", ["-c", "print('broken'); raise SystemExit(3)"], os.environ)
        assert soon(lambda: list(run.ended()) == [("worker", 3)])
        assert run.log("worker").read_text() == "broken\n"


def test_damaged_notes_do_not_hinder_a_start(home: Path) -> None:
    (home / "processes.json").write_text("{")
    processes.end_leftovers(home)
    assert not (home / "processes.json").exists()
