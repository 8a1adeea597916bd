"""The data folder (`KEXIE_HOME`) and the secrets in it."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def folder() -> Path:
    """Return the absolute data folder: `KEXIE_HOME`, or the usual place of this user's data."""
    if given := os.environ.get("KEXIE_HOME"):
        return Path(given).expanduser().resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/kexie")
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    return Path(base).resolve() / "kexie"


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
            known[name] = secrets.token_urlsafe(36)
            fresh = path.with_suffix(".new")
            fresh.touch(mode=0o600)
            fresh.write_text(json.dumps(known, indent=1))
            fresh.replace(path)
    return known[name]
