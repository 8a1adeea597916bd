"""The data folder (`KEXIE_HOME`) and the secrets in it."""

import fcntl
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kexie.core.home import folder

__all__ = ["folder", "locked", "secret"]


@contextmanager
def locked(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a file lock; the kernel lets go of it however the process ends."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield


def secret(home: Path, name: str) -> str:
    """Return the lasting random secret of that name, made on first use; readable by the owner alone."""
    path = home / "secrets.json"
    with locked(home / "secrets.lock"):
        known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        if name not in known:
            known[name] = secrets.token_urlsafe(48)
            fresh = path.with_suffix(".new")
            fresh.touch(mode=0o600)
            fresh.write_text(json.dumps(known, indent=1))
            fresh.replace(path)
    return known[name]
