"""`kexie demo`: database, web and worker on this machine: started, watched and stopped together."""

import hashlib
import http.client
import importlib.metadata
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from kexie.core.demo import ACCOUNTS, PASSWORD
from kexie.operation import home, postgres, processes
from kexie.operation.processes import SOURCES, Run

READY_LIMIT = 60.0
NAMES = {"web": "网页服务", "worker": "后台服务", "migrate": "建表", "static": "准备静态文件", "data": "准备演示数据"}

USAGE = f"""用法：kexie demo

在本机启动完整的演示：内置数据库、网页服务和后台服务。按 Ctrl-C 停止全部。

环境变量：
  PORT         端口，默认 8000
  KEXIE_BIND   监听地址，默认 127.0.0.1（仅本机）；0.0.0.0 表示局域网也能访问
  KEXIE_HOME   数据文件夹，默认 {home.folder()}
"""


class Failed(RuntimeError):
    """The demonstration cannot start or go on; the message says why and what helps."""


class Stopped(Exception):
    """Somebody asked to stop."""


class Signals:
    """Whether somebody asked to stop: Ctrl-C, SIGTERM, or the terminal was closed.

    The handlers only take note, so that nothing is interrupted half done; whoever waits asks `pause`.
    """

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:  # not under nohup
                signal.signal(number, self._note)

    def pause(self, seconds: float = 0.1) -> None:
        """Wait a moment; raises Stopped when somebody asked to stop."""
        time.sleep(seconds)
        if self.asked:
            raise Stopped

    def _note(self, *_: object) -> None:
        self.asked = True


@dataclass(frozen=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @classmethod
    def from_environment(cls) -> "Address":
        """Read `KEXIE_BIND` and `PORT`; raises Failed when they mean nothing."""
        given = os.environ.get("PORT") or "8000"
        if not (given.isascii() and given.isdigit() and 1 <= int(given) <= 65535):
            raise Failed(f"PORT 应为 1 到 65535 之间的整数，现在是“{given}”。")
        return cls(os.environ.get("KEXIE_BIND") or "127.0.0.1", int(given))

    def require_free(self) -> None:
        """Raise Failed when the port is taken or the address is not this machine's."""
        try:
            family, kind, protocol, _, place = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0]
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(place)
                probe.listen(1)
        except PermissionError as error:
            raise Failed(f"没有权限使用端口 {self.port}，请用 PORT 另选一个大于 1023 的端口。") from error
        except socket.gaierror as error:
            raise Failed(f"不认识监听地址 {self.host}（KEXIE_BIND）。") from error
        except OSError as error:
            help_ = f"请先停止占用它的程序，或另选一个端口，例如：PORT={self._other} bin/demo"
            raise Failed(f"不能在 {self.host} 的端口 {self.port} 上监听，可能已被占用。{help_}") from error

    @property
    def near(self) -> str:
        """The address by which this machine reaches itself."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104

    @property
    def url(self) -> str:
        """The address for a browser on this machine."""
        return f"http://{f'[{self.near}]' if ':' in self.near else self.near}:{self.port}"

    @property
    def _other(self) -> int:
        return self.port + 1 if self.port < 65535 else 8000


@dataclass(frozen=True)
class Stamp:
    """A file that remembers for which state of the sources something was done."""

    path: Path
    state: str

    @property
    def is_current(self) -> bool:
        """Tell whether it was done for this state."""
        return self.path.exists() and self.path.read_text() == self.state

    def renew(self) -> None:
        """Remember that it is done."""
        self.path.write_text(self.state)


def main(arguments: list[str]) -> int:
    """Run the demonstration until it is stopped; return the exit code."""
    if arguments:
        say(USAGE)
        return 0 if {"-h", "--help"} & set(arguments) else 2
    signals = Signals()
    try:
        demonstrate(home.folder(), Address.from_environment(), signals)
    except Stopped:
        say("已全部停止。")
        return 0
    except (Failed, processes.Busy, postgres.Unusable) as reason:
        say(f"\n{reason}", sys.stderr)
        return 1
    except OSError as error:
        say(f"\n数据文件夹 {home.folder()} 不能使用：{error}", sys.stderr)
        return 1
    return 0


def demonstrate(folder: Path, address: Address, signals: Signals) -> None:
    """Start everything and keep watch; ends by raising Stopped or Failed, with everything stopped again."""
    if "DATABASE_URL" in os.environ:
        raise Failed("kexie demo 使用自带的数据库。请先取消环境变量 DATABASE_URL 再启动。")
    folder.mkdir(parents=True, exist_ok=True)
    with processes.alone(folder):
        processes.end_leftovers(folder)
        address.require_free()
        say(f"正在启动，数据文件夹是 {folder}")
        with Run(folder) as run:
            run.start("guard", ["-m", "kexie.operation.guard", str(folder), str(os.getpid())], os.environ, marked=False)
            with postgres.Server(folder).running() as server, _ended(run):
                prepare(run, server, signals)
                serve(run, server, address, signals)
                watch(run, server, signals)


@contextmanager
def _ended(run: Run) -> Iterator[None]:
    """End what uses the database before the database; the guard stays until all the rest has ended."""
    try:
        yield
    finally:
        say("\n正在停止……")
        run.end(*(name for name in run.children if name != "guard"))


def prepare(run: Run, server: postgres.Server, signals: Signals) -> None:
    """Bring static files, tables and the demonstration's data up to date; quick when they are."""
    environment = _environment(server)
    static, data = stamps(server)
    if not static.is_current:
        run.start("static", ["-m", "kexie", "collectstatic", "--noinput", "--clear", "--verbosity=0"], environment)
    say("正在准备数据库……" if data.is_current else "正在准备数据库和演示数据，第一次约需一分钟……")
    _finish(run, "migrate", ["-m", "kexie", "migrate", "--noinput"], environment, signals)
    if not data.is_current:
        _finish(run, "data", ["-m", "kexie", "demo_data"], environment, signals)
        data.renew()
    if not static.is_current:
        _wait(run, "static", signals)
        static.renew()


def serve(run: Run, server: postgres.Server, address: Address, signals: Signals) -> None:
    """Start web and worker, wait until the site answers and tell how to use it."""
    environment = _environment(server)
    del environment["DATABASE_OWNER_URL"]  # these two only read and write rows
    shutil.rmtree(figures := server.home / "metrics", ignore_errors=True)  # of the processes of the last run
    figures.mkdir()
    environment["PROMETHEUS_MULTIPROC_DIR"] = str(figures)
    run.start("web", web(address), environment)
    run.start("worker", ["-m", "kexie", "worker"], environment)
    deadline = time.monotonic() + READY_LIMIT
    while not answers(address):
        _require_running(run)
        if time.monotonic() > deadline:
            raise Failed(f"网页服务启动后没有就绪。日志在 {run.log('web')}\n{_tail(run.log('web'))}")
        signals.pause()
    say(greeting(run.home, address))


def watch(run: Run, server: postgres.Server, signals: Signals) -> None:
    """Wait until somebody asks to stop; raises Failed when a part ends by itself."""
    while True:
        signals.pause(0.3)
        _require_running(run)
        if not server.is_alive():
            raise Failed(f"内置数据库意外退出，其余部分已停止。日志在 {server.folder}/log")


def web(address: Address) -> list[str]:
    """Return the arguments of the web server."""
    return [
        *("-m", "granian", "--interface", "wsgi", "--host", address.host, "--port", str(address.port)),
        *("--workers", os.environ.get("KEXIE_WEB_WORKERS") or "2", "--blocking-threads", "4"),
        *("--workers-kill-timeout", "8", "--no-ws", "--log-level", "warning"),
        "kexie.website.wsgi:application",
    ]


def answers(address: Address) -> bool:
    """Tell whether the site says that it is ready."""
    connection = http.client.HTTPConnection(address.near, address.port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def stamps(server: postgres.Server) -> tuple[Stamp, Stamp]:
    """Return what remembers for which sources static files were collected and the demonstration's data loaded."""
    static = Stamp(server.home / "static.state", sources("**/static/**/*", "settings.py"))
    data = Stamp(server.folder / "demo.state", sources("**/*.py", "**/*.json", "**/*.csv"))
    return static, data


def sources(*patterns: str) -> str:
    """Return a digest of those of our files and of the versions of all packages."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in (SOURCES / "kexie").glob(pattern)}):
        if path.is_file() and "tests" not in path.parts:
            digest.update(f"{path.relative_to(SOURCES)}\0".encode() + path.read_bytes())
    digest.update(repr(sorted((found.name, found.version) for found in importlib.metadata.distributions())).encode())
    return digest.hexdigest()


def say(text: str, file: TextIO | None = None) -> None:
    """Tell the person; where the terminal has gone nobody reads it, and that must not hinder the stopping."""
    file = file or sys.stdout
    try:
        print(text, file=file, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), file.fileno())


def greeting(folder: Path, address: Address) -> str:
    """Return what the person reads when everything runs."""
    names = list(ACCOUNTS)
    open_ = "" if address.near == address.host else "（局域网内请换成本机的地址）"
    return f"""
企业科协综合服务系统（演示）已经启动。

  网址  {address.url}{open_}
  账号  {" ".join(names[:8])}
        {" ".join(names[8:])}
  密码  {PASSWORD}（所有演示账号相同）
  日志  {folder / "logs"}

按 Ctrl-C 停止（或者：kill {os.getpid()}）。"""


def _environment(server: postgres.Server) -> dict[str, str]:
    return {
        "SECRET_KEY": home.secret(server.home, "secret_key"),
        "KEXIE_DATA_KEYS": home.secret(server.home, "data_key"),
        "KEXIE_SEAL_KEYS": home.secret(server.home, "seal_key"),
        **os.environ,
        "KEXIE_HOME": str(server.home),
        "KEXIE_DEMO": "1",
        "KEXIE_STATIC_ROOT": str(server.home / "static"),
        "DATABASE_URL": server.url(postgres.APP),
        "DATABASE_OWNER_URL": server.url(postgres.OWNER),
        "PYTHONUNBUFFERED": "1",
    }


def _finish(run: Run, name: str, arguments: list[str], environment: dict[str, str], signals: Signals) -> None:
    run.start(name, arguments, environment)
    _wait(run, name, signals)


def _wait(run: Run, name: str, signals: Signals) -> None:
    """Wait for a child that ends by itself; raises Failed when it does not succeed."""
    child = run.children[name]
    while child.poll() is None:
        signals.pause(0.05)
    run.end(name)
    if child.returncode != 0:
        raise Failed(f"{NAMES[name]}没有成功。日志在 {run.log(name)}\n{_tail(run.log(name))}")


def _require_running(run: Run) -> None:
    for name, code in run.ended():
        if name != "guard":
            said = f"日志在 {run.log(name)}\n{_tail(run.log(name))}"
            raise Failed(f"{NAMES[name]}意外退出（退出码 {code}），其余部分已停止。{said}")


def _tail(log: Path, lines: int = 15) -> str:
    return "\n".join(f"  {line}" for line in log.read_text(errors="replace").splitlines()[-lines:])
