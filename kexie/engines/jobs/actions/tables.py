"""Tables that are taken away as long work: written, put on record and handed over in one way (ORG-09, SEC-06)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from kexie.core import clock
from kexie.engines.jobs import rules
from kexie.engines.jobs.actions.working import Work
from kexie.engines.papers import queries as papers
from kexie.engines.papers.rules import Roster, require_few_rows
from kexie.engines.sheets import queries as sheets
from kexie.engines.sheets.queries import Table
from kexie.foundation.records.actions import record

Rows = Iterable[Mapping[str, Any]]
DRAWN: Mapping[str, Callable[[Roster], bytes]] = {"pdf": papers.roster_pdf, "docx": papers.roster_docx}


def take_away(work: Work, what: str, table: Table, *, after: Mapping[str, Any], kind: str = "xlsx") -> None:
    """Write a table for who asked for it and end the work; `what` is the deed on record, `after` says what was chosen.

    A `kind` of pdf or docx is a list to be printed; raises ValidationError where it is too long for that, and who asked
    reads which characters no font has. One table has one record, also where a worker dies between: what was done twice
    is recorded when it is handed over.
    """
    mark = rules.mark(work.by.name, clock.now()) if table.is_personal else ""
    count = table.count()
    if kind in DRAWN:
        require_few_rows(count)
    lacking = ""
    with work.file(name=f"{table.name}.{kind}", kind=kind) as file:
        rows = table.rows(work.through(table.found(), of=count))
        if kind in DRAWN:
            roster = _roster(table, rows, mark)
            file.write(DRAWN[kind](roster))
            written, lacking = len(roster.rows), papers.lacking(roster) if kind == "pdf" else ""
        else:
            written = sheets.save(file, table.columns, rows, title=table.title, notes=table.notes, mark=mark)
    with transaction.atomic():
        job = work.job
        record(what, job, by=work.by, organisation=job.organisation, after={"count": written, **after})
        work.finish(f"共 {written:,} {job.unit}。{lacking}")


def _roster(table: Table, rows: Rows, mark: str) -> Roster:
    """Return the table as a list on paper."""
    return Roster(
        title=table.title,
        notes=tuple(filter(None, (*table.notes, mark))),
        columns=tuple(column.label for column in table.columns),
        rows=tuple(tuple(_text(row[column.name]) for column in table.columns) for row in rows),
    )


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
