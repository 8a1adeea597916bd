"""Files on the disk of this machine: each is there whole or not at all, also after a crash."""

import os
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class Disk(FileSystemStorage):
    """A folder that only its owner may enter.

    What `save` returned from has reached the disk; what it failed at has left nothing (REL-01, REL-07).
    """

    def __init__(self, location: str) -> None:
        super().__init__(location=location, file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def _save(self, name: str, content: Any) -> str:  # noqa: ANN401 - as in Django
        path, root = Path(self.path(name)), Path(self.location)
        for folder in (root, path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.link(fresh, path)  # never over another file
        finally:
            fresh.unlink(missing_ok=True)
        _settle(path.parent, root)
        return name


def _settle(*folders: Path) -> None:
    """Let the names themselves reach the disk."""
    for folder in folders:
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
