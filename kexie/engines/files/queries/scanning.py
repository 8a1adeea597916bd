"""The scanner that looks for known harm: clamd, by socket or TCP. Where it is set and silent, nothing is taken."""

import logging
import socket
import struct
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

from kexie.engines.files import rules

log = logging.getLogger(__name__)
CHUNK = 64 * 1024
PATIENCE = 4.0  # seconds to reach it; a clear answer comes within five (REL-07)
SCANNING = 20.0  # seconds to scan
PORT = 3310
MAX_ANSWER = 4096


def require_clean(name: str, content: bytes) -> None:
    """Refuse content in which the scanner finds something, or that it could not look at (SEC-04)."""
    if not settings.SCANNER:
        return
    try:
        said = _said(b"zINSTREAM\0", content)
    except OSError:
        log.exception("The scanner does not answer.")
        raise ValidationError(rules.UNSCANNED) from None
    if said.endswith(" FOUND"):
        log.warning("The scanner found %s.", said.removesuffix(" FOUND").rpartition(" ")[2])
        raise ValidationError(rules.told("virus", name))
    if said != "stream: OK":
        log.error("The scanner said: %s", said[:200])
        raise ValidationError(rules.UNSCANNED)


def scanner_fault() -> str:
    """Return what is wrong with the scanner in a sentence, or nothing; for those who check an installation."""
    if not settings.SCANNER:
        return ""
    try:
        said = _said(b"zPING\0", None)
    except OSError as error:
        return f"病毒扫描服务 {settings.SCANNER} 没有应答（{error}），上传的文件都会被拒绝。"
    return "" if said == "PONG" else f"病毒扫描服务 {settings.SCANNER} 的应答不对：{said[:100]}"


def _said(command: bytes, content: bytes | None) -> str:
    """Ask and return the answer; what the scanner closes early it has answered already, such as too large a stream."""
    with _connected() as connection:
        connection.sendall(command)
        connection.settimeout(SCANNING)
        if content is not None:
            with suppress(BrokenPipeError, ConnectionResetError):
                for start in range(0, len(content), CHUNK):
                    chunk = content[start : start + CHUNK]
                    connection.sendall(struct.pack("!I", len(chunk)) + chunk)
                connection.sendall(struct.pack("!I", 0))
        answer = b""
        while b"\0" not in answer and len(answer) < MAX_ANSWER and (part := connection.recv(MAX_ANSWER)):
            answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected() -> socket.socket:
    """Reach the scanner: a path is a socket of this machine, anything else a host and perhaps a port."""
    place = settings.SCANNER.removeprefix("unix:")
    if place.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(place)
        except OSError:
            connection.close()
            raise
        return connection
    address = urlsplit(place if "//" in place else f"tcp://{place}")
    return socket.create_connection((address.hostname or "", address.port or PORT), PATIENCE)
