"""Writing tables: templates to fill in, and lists to take away."""

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from kexie.engines.sheets.rules import Column


def template(columns: Sequence[Column], *, title: str, rows: Iterable[Mapping[str, Any]] = ()) -> bytes:
    """Return an .xlsx file to fill in, with a second sheet that explains each column."""
    raise NotImplementedError


def write(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], *, title: str = "数据") -> bytes:
    """Return rows as an .xlsx file; text is never a formula (SEC-04)."""
    raise NotImplementedError


def save(file: IO[bytes], columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], *, title: str = "数据") -> int:
    """Write rows into a file one by one, in the same memory however many there are (PRF-11); return how many."""
    raise NotImplementedError
