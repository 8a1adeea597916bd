"""Where this installation keeps what is its own: the data folder (`KEXIE_HOME`)."""

import os
from pathlib import Path


def folder() -> Path:
    """Return the absolute data folder: `KEXIE_HOME`, or the usual place of this user's data."""
    if given := os.environ.get("KEXIE_HOME"):
        return Path(given).expanduser().resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/kexie")
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    return Path(base).resolve() / "kexie"
