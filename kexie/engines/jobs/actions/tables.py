"""Tables that are taken away as long work: written, put on record and handed over in one way (ORG-09, SEC-06)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from kexie.core import clock
from kexie.engines.jobs import rules
from kexie.engines.jobs.actions.working import Work
from kexie.engines.sheets import queries as sheets
from kexie.engines.sheets.queries import Table
from kexie.foundation.records.actions import record


def take_away(work: Work, what: str, table: Table, *, after: Mapping[str, Any]) -> None:
    """Write a table for who asked for it and end the work; `what` is the deed on record, `after` says what was chosen.

    One table has one record, also where a worker dies between: what was done twice is recorded when it is handed over.
    """
    mark = rules.mark(work.by.name, clock.now()) if table.is_personal else ""
    with work.file(name=table.name, kind="xlsx") as file:
        rows = table.rows(work.through(table.found(), of=table.count()))
        written = sheets.save(file, table.columns, rows, title=table.title, notes=table.notes, mark=mark)
    with transaction.atomic():
        job = work.job
        record(what, job, by=work.by, organisation=job.organisation, after={"count": written, **after})
        work.finish(f"共 {written:,} {job.unit}。")
