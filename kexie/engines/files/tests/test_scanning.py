"""The scanner is asked about every upload; where it is set and does not answer, nothing is taken."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kexie.engines.files import queries
from kexie.engines.files.tests import hostile

pytestmark = pytest.mark.spec("SEC-04")
KINDS = {"pdf", "txt", "zip"}


def received(connection: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size and (part := connection.recv(size - len(got))):
        got += part
    return got


def speak(connection: socket.socket, *, answer: bytes, limit: int) -> None:
    """Answer one question as clamd does."""
    with connection:
        command = received(connection, 1)
        while not command.endswith(b"\0"):
            command += received(connection, 1)
        if command == b"zPING\0":
            connection.sendall(b"PONG\0")
            return
        assert command == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", received(connection, 4))[0]:
            content += received(connection, size)
            if len(content) > limit:
                connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        found = b"stream: Eicar-Test-Signature FOUND\0" if b"EICAR-STANDARD" in content else b"stream: OK\0"
        connection.sendall(answer or found)


@contextmanager
def clamd(place: str = "", *, answer: bytes = b"", limit: int = 2**30) -> Iterator[str]:
    """Run a server that speaks clamd's language; gives its place for the setting."""
    family = socket.AF_UNIX if place else socket.AF_INET
    with socket.socket(family) as server:
        server.bind(place or ("127.0.0.1", 0))
        server.listen()

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with closing(connection):
                    speak(connection, answer=answer, limit=limit)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield place or f"127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            server.close()
            thread.join(5)


def take(name: str, content: bytes) -> str:
    try:
        return queries.checked(name, content, kinds=KINDS).kind
    except ValidationError as refusal:
        return refusal.messages[0]


@pytest.mark.parametrize("how", ["host", "tcp", "socket", "unix"])
def test_what_is_clean_is_taken_and_what_is_found_is_not(how: str, settings: Any, tmp_path: Path) -> None:
    path = str(tmp_path / "c") if how in {"socket", "unix"} else ""
    with clamd(path) as place:
        settings.SCANNER = {"tcp": "tcp://", "unix": "unix:"}.get(how, "") + place
        assert queries.scanner_fault() == ""
        assert take("a.pdf", hostile.pdf()) == "pdf"
        assert take("a.txt", b"x" * 300_000) == "txt"
        assert "病毒" in take("a.pdf", hostile.pdf() + b"%" + hostile.EICAR + b"\n%%EOF")
        assert "病毒" in take("a.txt", hostile.EICAR)


@pytest.mark.spec("REL-07")
@pytest.mark.parametrize("place", ["/nowhere/clamd.ctl", "127.0.0.1:1", "unix:/nowhere", "tcp://127.0.0.1:1"])
def test_nothing_is_taken_while_it_is_silent(place: str, settings: Any) -> None:
    settings.SCANNER = place
    assert "病毒扫描服务没有应答" in take("a.pdf", hostile.pdf())
    assert place in queries.scanner_fault()


@pytest.mark.parametrize("answer", [b"", b"\0", b"UNKNOWN COMMAND\0", b"stream: Can't allocate memory ERROR\0"])
def test_nothing_is_taken_after_another_answer(answer: bytes, settings: Any, tmp_path: Path) -> None:
    with clamd(str(tmp_path / "c"), answer=answer or b" ") as place:
        settings.SCANNER = place
        assert "病毒扫描服务没有应答" in take("a.pdf", hostile.pdf())


def test_nothing_is_taken_that_is_too_large_for_it(settings: Any, tmp_path: Path) -> None:
    with clamd(str(tmp_path / "c"), limit=1000) as place:
        settings.SCANNER = place
        assert "病毒扫描服务没有应答" in take("a.txt", b"x" * 5_000_000)


def test_nothing_is_taken_where_it_hangs(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kexie.engines.files.queries import scanning  # noqa: PLC0415

    monkeypatch.setattr(scanning, "SCANNING", 0.3)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "c"))
        server.listen()
        settings.SCANNER = str(tmp_path / "c")
        assert "病毒扫描服务没有应答" in take("a.pdf", hostile.pdf())


def test_without_a_scanner_the_content_alone_decides(settings: Any) -> None:
    settings.SCANNER = ""
    assert queries.scanner_fault() == ""
    assert take("a.pdf", hostile.pdf()) == "pdf"
