"""The encrypted file: the age format, written and read as a stream.

For a recipient it is an age file as it is. For a passphrase a key of its own is made for each file, which stands in
front, encrypted with the passphrase; so a large file is never held in memory, and age's own program opens both (see
docs/operations.md).
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from threading import Thread
from typing import IO

import pyrage

from kexie.operation.backup import Refused

BEGIN, END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
AGE = b"age-encryption.org/v1"
MIN_PASSPHRASE = 12
LONGEST_KEY = 10_000
DAMAGED = "这个备份文件已经损坏或被改动，不能恢复。请换一个备份文件。"


@dataclass(frozen=True)
class Lock:
    """What locks a backup: a passphrase, or the public keys of those who may open it."""

    passphrase: str = ""
    recipients: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what locks nothing."""
        if not self.passphrase and not self.recipients:
            raise Refused(
                "备份必须加密。请用 --passphrase-file 或 KEXIE_BACKUP_PASSPHRASE 给出口令，"
                "或用 --recipient 给出 age 公钥。"
            )
        if self.passphrase and len(self.passphrase) < MIN_PASSPHRASE:
            raise Refused(f"备份口令太短，至少要有 {MIN_PASSPHRASE} 个字符。")


@dataclass(frozen=True)
class Key:
    """What opens a backup: its passphrase, or the secret keys of a recipient."""

    passphrase: str = ""
    identities: tuple[str, ...] = ()


@contextmanager
def sealed(path: Path, lock: Lock) -> Iterator[IO[bytes]]:
    """Give where to write; the file is there only when all of it was written and has reached the disk."""
    fresh = path.with_name(f"{path.name}.part")
    fresh.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            recipients = _recipients(lock, file)
            with _through(lambda source: pyrage.encrypt_io(source, file, recipients), writes=True) as stream:
                yield stream
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _recipients(lock: Lock, file: IO[bytes]) -> list[pyrage.x25519.Recipient]:
    if lock.passphrase:
        own = pyrage.x25519.Identity.generate()
        file.write(pyrage.passphrase.encrypt(str(own).encode(), lock.passphrase, armored=True))
        return [own.to_public()]
    try:
        return [pyrage.x25519.Recipient.from_str(recipient) for recipient in lock.recipients]
    except pyrage.RecipientError as error:
        raise Refused("--recipient 不是有效的 age 公钥，公钥以 age1 开头。") from error


@contextmanager
def opened(path: Path, key: Key) -> Iterator[IO[bytes]]:
    """Give the content to read; raises Refused for a wrong key, and at the latest at its end for a damaged file."""
    with path.open("rb") as file:
        identities = _identities(key, file)
        with _through(lambda target: _decrypt(file, target, identities), writes=False) as stream:
            yield stream


def _decrypt(file: IO[bytes], target: IO[bytes], identities: list[pyrage.x25519.Identity]) -> None:
    try:
        pyrage.decrypt_io(file, target, identities)
    except pyrage.DecryptError as error:
        raise Refused("密钥与这个备份文件不符，或者文件不是本系统的备份。") from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Refused(DAMAGED) from error


def _identities(key: Key, file: BufferedReader) -> list[pyrage.x25519.Identity]:
    if file.peek(len(AGE)).startswith(AGE):
        if not key.identities:
            raise Refused("这个备份是用公钥加密的。请用 --identity 给出 age 私钥文件。")
        return _known(key.identities)
    first = file.readline(100)
    if first.strip() != BEGIN:
        raise Refused("这个文件不是本系统的备份。")
    if not key.passphrase:
        raise Refused("这个备份是用口令加密的。请设置 KEXIE_BACKUP_PASSPHRASE 或用 --passphrase-file 给出口令。")
    armoured = first
    while not armoured.rstrip().endswith(END):
        line = file.readline(200)
        if not line or len(armoured) > LONGEST_KEY:
            raise Refused(DAMAGED)
        armoured += line
    try:
        return _known((pyrage.passphrase.decrypt(armoured, key.passphrase).decode(),))
    except pyrage.DecryptError as error:
        raise Refused("口令不对，备份没有打开。") from error


def _known(identities: tuple[str, ...]) -> list[pyrage.x25519.Identity]:
    try:
        return [pyrage.x25519.Identity.from_str(identity) for identity in identities]
    except pyrage.IdentityError as error:
        raise Refused("--identity 的文件里没有有效的 age 私钥，私钥以 AGE-SECRET-KEY-1 开头。") from error


@contextmanager
def _through(work: Callable[[IO[bytes]], None], *, writes: bool) -> Iterator[IO[bytes]]:
    """Let the cipher work in a thread at the other end of a pipe; its failure is raised here, before any other."""
    reading, writing = os.pipe()
    ours: IO[bytes] = os.fdopen(writing, "wb") if writes else os.fdopen(reading, "rb")
    theirs: IO[bytes] = os.fdopen(reading, "rb") if writes else os.fdopen(writing, "wb")
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work(theirs)
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            failed.append(error)
        finally:
            _close(theirs)

    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        yield ours
    except BaseException:
        _close(ours)
        thread.join()
        if failed and not isinstance(failed[0], BrokenPipeError):
            raise failed[0] from None
        raise
    _close(ours)
    thread.join()
    if failed:
        raise failed[0]


def _close(file: IO[bytes]) -> None:
    with suppress(BrokenPipeError):  # the other end has told why it stopped
        file.close()
