"""Tables as long work: taken in and looked through by row; written, put on record and taken away (ORG-09, SEC-06)."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.cipher import decrypt, encrypt
from kexie.engines.jobs import rules
from kexie.engines.jobs.actions.asking import start
from kexie.engines.jobs.actions.working import Faulty, Work
from kexie.engines.jobs.models import Job
from kexie.engines.papers import queries as papers
from kexie.engines.papers.rules import Roster, require_few_rows
from kexie.engines.sheets import queries as sheets
from kexie.engines.sheets.queries import Table
from kexie.engines.sheets.rules import Fault, Row
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record

Rows = Iterable[Mapping[str, Any]]
DRAWN: Mapping[str, Callable[[Roster], bytes]] = {"pdf": papers.roster_pdf, "docx": papers.roster_docx}


def take_in(
    task: str,
    rows: Sequence[Row],
    *,
    title: str,
    by: Actor,
    organisation: Organisation,
    permission: str,
    unit: str,
    back: str,
    given: Mapping[str, Any] | None = None,
) -> Job:
    """Let the rows of a table be worked off whose form was found right; they wait encrypted (SEC-06)."""
    typed = json.dumps([[row.number, dict(row.values)] for row in rows], ensure_ascii=False)
    return start(
        task,
        title=title,
        by=by,
        organisation=organisation,
        permission=permission,
        given={"rows": encrypt(typed, purpose=task), **(given or {})},
        of=len(rows),
        unit=unit,
        back=back,
    )


def taken_in(work: Work) -> list[Row]:
    """Return the rows of the table that a job is to work off."""
    kept = json.loads(decrypt(work.given["rows"], purpose=work.job.task))
    return [Row(number, values) for number, values in kept]


def require_faultless(work: Work, faults: Sequence[Fault], *, title: str, nothing: str) -> None:
    """Refuse a table with faults: all stand in a table that is left, the first ones on the job's page.

    `nothing` says what was not done, such as 一名会员也没有登记.
    """
    if faults:
        work.keep(sheets.told(faults, title=title), name=f"{title}-需要更正.xlsx", kind="xlsx")
        raise Faulty(f"有 {len(faults):,} 处需要更正，{nothing}。改好后重新上传即可。", faults)


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
