"""A process that can do nothing but compute: what goes wrong in there goes wrong in there alone (SEC-04).

Content that somebody sent is opened by such a process only. It is born anew for each piece of content, and before it
looks at the content its memory and time are limited and no further file, socket or process opens.

It is born of a nursery: a process that got no environment, so that no key or password of ours is in its memory, that
has imported what reads the content, which takes most of the time, and that sees no content itself. All that are born of
one nursery lie alike in memory. So that nobody finds out how by trying, it is given up when one died, and after a
number of births anyway. A nursery that has nothing to do ends by itself, and so it does when we end.
"""

import atexit
import json
import os
import resource
import select
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from signal import SIGKILL
from types import ModuleType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; sys.path.append(sys.argv[1]); from kexie.core.limited import main; main()"
MEMORY = 768 * 1024**2
SECONDS = 10
PATIENCE = 20.0
GRACE = 5.0  # seconds beyond what the content may take: to import the script and to be born
BIRTHS = 200
IDLE = 60.0
ALIVE = b"+"  # what is said before the content is looked at
CHUNK = 256 * 1024
ORDER = struct.Struct("d")  # how many seconds one may live


class Refused(Exception):
    """The content is none that is taken; the word tells why."""


class Answer(NamedTuple):
    """What the process says, and the bytes that it made; `refused` among the facts is a word that tells why."""

    facts: dict[str, Any]
    content: bytes


def ask(
    script: Path,
    content: bytes,
    given: Mapping[str, object],
    *,
    memory: int = MEMORY,
    seconds: int = SECONDS,
    patience: float = PATIENCE,
) -> Answer:
    """Let a limited process run the script's `answer(content, given)`, which returns facts, or facts and bytes.

    The script is imported, with what it imports, and its `prepare()` is run where there is one, before the limits are
    set. The facts are `{"refused": "heavy"}` where memory or time ran out, `"broken"` where the script failed.
    """
    order = {"memory": memory, "seconds": seconds, "given": given}
    sent = json.dumps(order).encode() + b"\n" + content
    said = _said(script, sent, patience) or _said(script, sent, patience)  # the nursery may just have been leaving
    if not said:
        return Answer({"refused": "broken"}, b"")
    line, is_whole, made = said.removeprefix(ALIVE).partition(b"\n")
    facts, size = json.loads(line) if is_whole else ({}, -1)
    return Answer(facts, made) if len(made) == size else Answer({"refused": "heavy"}, b"")


def end() -> None:
    """End this process's nurseries; the next content gets a new one."""
    with _lock:
        for key in [key for key in _nurseries if key[0] == os.getpid()]:
            _give_up(_nurseries.pop(key))
    for process in _leaving:
        with suppress(subprocess.TimeoutExpired):
            process.wait(1)


class _Nursery:
    """The nursery of a script, as seen from here."""

    def __init__(self, script: Path) -> None:
        self.line, theirs = socket.socketpair()
        self.births = 0
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-B", "-X", "utf8", "-c", START, str(ROOT), str(script)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
            )

    def born(self, patience: float) -> socket.socket:
        """Return the line to a new process; its other end is closed where none is born any more."""
        ours, theirs = socket.socketpair()
        self.births += 1
        with theirs, suppress(BrokenPipeError, ConnectionResetError):
            socket.send_fds(self.line, [ORDER.pack(patience)], [theirs.fileno()])
        return ours


# By process, too: what was forked from us must not speak on our lines.
_nurseries: dict[tuple[int, Path], _Nursery] = {}
_leaving: list[subprocess.Popen[bytes]] = []
_lock = threading.Lock()
atexit.register(end)


def _said(script: Path, sent: bytes, patience: float) -> bytes:
    """Return what a new process says of what it is sent: nothing where none was born, only ALIVE where it died."""
    key = (os.getpid(), script)
    with _lock:
        nursery = _nurseries.get(key) or _nurseries.setdefault(key, _Nursery(script))
        line = nursery.born(patience)
    with line:
        said = _exchanged(line, sent, patience + GRACE)
    with _lock:
        is_worn = len(said) <= len(ALIVE) or nursery.births >= BIRTHS
        if is_worn and _nurseries.get(key) is nursery:
            _give_up(_nurseries.pop(key))
    return said


def _exchanged(line: socket.socket, sent: bytes, patience: float) -> bytes:
    line.settimeout(patience)
    said = bytearray()
    try:
        with suppress(BrokenPipeError, ConnectionResetError):  # it died early, or says early that it takes nothing
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
        while part := line.recv(CHUNK):
            said += part
    except ConnectionResetError:  # it died with what was sent unread
        return bytes(said)
    except TimeoutError:
        return ALIVE
    return bytes(said)


def _give_up(nursery: _Nursery) -> None:
    """Let a nursery go, once those born of it are through."""
    nursery.line.close()
    _leaving[:] = [process for process in (*_leaving, nursery.process) if process.poll() is None]


# What runs in the nursery


def main() -> None:
    """Import the script; then give birth for each line that comes, until none comes any more."""
    module = _load(sys.argv[2])
    if hasattr(module, "prepare"):
        module.prepare()
    orders = socket.socket(fileno=0)
    ends: dict[int, float] = {}
    while line := _next(orders, ends):
        patience, file = line
        if number := os.fork():
            os.close(file)
            ends[number] = time.monotonic() + patience
        else:
            orders.detach()
            os.dup2(file, 0)
            os.close(file)
            try:
                _live(module)
            finally:
                os._exit(0)  # taking everything down again would take longer than most content
    while ends:
        _look_after(ends)
        time.sleep(0.1)


def _next(orders: socket.socket, ends: dict[int, float]) -> tuple[float, int] | None:
    """Wait for the next line, while looking after those who live; None where no more will come."""
    idle_since = time.monotonic()
    while True:
        _look_after(ends)
        pause = min((*ends.values(), time.monotonic() + 1 if ends else idle_since + IDLE)) - time.monotonic()
        if select.select([orders], [], [], max(pause, 0))[0]:
            said, files, *_ = socket.recv_fds(orders, ORDER.size, 1)
            return (*ORDER.unpack(said), files[0]) if said else None
        if not ends and time.monotonic() > idle_since + IDLE:
            return None


def _look_after(ends: dict[int, float]) -> None:
    """Kill who lives too long, and forget who has ended; until then nobody else can have that number."""
    for number, last in list(ends.items()):
        if last < time.monotonic():
            os.kill(number, SIGKILL)
        if os.waitpid(number, os.WNOHANG)[0]:
            del ends[number]


# What runs in the process that is born


def _live(module: ModuleType) -> None:
    """Read the content from the line, and answer on it."""
    line = socket.socket(fileno=0)
    if hasattr(module, "prepare"):
        module.prepare()  # again: what it opens belongs to this process
    with line.makefile("rb") as file:
        order, content = json.loads(file.readline()), file.read()
    line.sendall(ALIVE)
    confine(order["memory"], order["seconds"])
    said = _encoded({"refused": "broken"})
    try:
        said = _encoded(module.answer(content, order["given"]))
    except Refused as refused:
        said = _encoded({"refused": refused.args[0], "what": (*refused.args, "")[1]})
    except MemoryError:
        said = _encoded({"refused": "heavy"})
    finally:
        line.sendall(said)


def _encoded(answer: dict[str, Any] | tuple[dict[str, Any], bytes]) -> bytes:
    facts, made = answer if isinstance(answer, tuple) else (answer, b"")
    return json.dumps((facts, len(made))).encode() + b"\n" + made


def _load(script: str) -> ModuleType:
    """Import a script by its path alone: the packages above it would bring Django."""
    spec = spec_from_file_location(Path(script).stem, script)
    if spec is None or spec.loader is None:
        raise ImportError(script)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def confine(memory: int, seconds: int) -> None:
    """Limit this process: memory, time, no core file, nothing written, nothing opened, no process started."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
