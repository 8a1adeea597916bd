"""Reading a table that somebody uploaded."""

from collections.abc import Sequence

from kexie.engines.sheets.rules import Column, Row


def read(content: bytes, columns: Sequence[Column]) -> list[Row]:
    """Return the filled rows of an uploaded .xlsx file (SEC-04).

    Raises ValidationError with everything that is wrong: the file, its header, or cells by row and column.
    """
    raise NotImplementedError
