"""Files as tests keep them."""

from pathlib import Path
from typing import Any

from django.conf import settings

from kexie.core.actors import Actor
from kexie.engines.files import actions
from kexie.engines.files.models import File

PLATFORM = Actor.platform("tests")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def kept(content: bytes = PDF, *, name: str = "章程.pdf", kind: str = "pdf") -> File:
    return actions.keep_made(content, name=name, kind=kind, by=PLATFORM)


def stored_in(folder: Path) -> dict[str, Any]:
    """Return the setting with which files are kept in a folder."""
    return {**settings.STORAGES, "files": {"BACKEND": "kexie.core.disk.Disk", "OPTIONS": {"location": str(folder)}}}


def on_disk(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}
