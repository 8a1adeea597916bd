"""Data folders for servers of the tests' own, and waiting without guessing."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kexie.operation.postgres import Server

TIMEOUT = 30


@contextmanager
def data_folder(name: str = "home") -> Iterator[Path]:
    """Make a data folder of that name which the system account of the embedded server can reach."""
    with tempfile.TemporaryDirectory(prefix="kexie-", dir="/var/tmp", ignore_cleanup_errors=True) as around:
        Path(around).chmod(0o711)
        (home := Path(around).resolve() / name).mkdir()
        try:
            yield home
        finally:
            Server(home).stop()
            shutil.rmtree(home)


def soon(happens: Callable[[], object], timeout: float = TIMEOUT) -> bool:
    """Wait until something happens; tell whether it did in time."""
    deadline = time.monotonic() + timeout
    while not (happened := happens()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(happened)
