"""Tables that people took away, read back."""

import io
from collections.abc import Iterable
from typing import Any

import openpyxl

from kexie.engines.files.queries import store
from kexie.engines.jobs.models import Job


def read(content: bytes) -> list[list[Any]]:
    """All cells of a table's first sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def left(job: Job) -> list[list[Any]]:
    """All cells of the table that a job left."""
    now = Job.objects.select_related("result").get(pk=job.pk)
    assert now.result is not None, now.message
    with store().open(now.result.blob) as file:
        return read(file.read())


def column(rows: Iterable[list[Any]], label: str) -> list[Any]:
    """The cells below a heading."""
    found = list(rows)
    top = next(number for number, row in enumerate(found) if label in row)
    place = found[top].index(label)
    return [row[place] for row in found[top + 1 :]]
