"""The list of who works where, taken away with the mark of who took it (SEC-06)."""

from django.db import transaction

from kexie.areas.accounts.queries import exports
from kexie.core.actors import Actor
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.actions import Work
from kexie.engines.jobs.models import Job
from kexie.engines.sheets import queries as sheets
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record


def export_staff(body: Organisation, back: str, *, below: bool, by: Actor) -> Job:
    """Let the list of who works in a body, and if wanted below it, be written."""
    return jobs.start(
        "accounts.export_staff",
        title=f"{body.called}人员名单"[:120],
        by=by,
        organisation=body,
        permission="accounts.export_staff",
        given={"below": below},
        unit="条",
        back=back,
    )


def write_staff(work: Work) -> None:
    """Write the list of people that somebody asked for, where that person reaches now; mobile numbers shortened."""
    by = work.by
    body = Organisation.objects.where_may(by, "accounts.export_staff").get(pk__in=[work.job.organisation_id])
    held = Appointment.objects.where_may(by, "accounts.export_staff")
    found = exports.staff(held, body, below=work.given["below"])
    mark = exports.mark(by)
    with work.file(name=found.name, kind="xlsx") as file:
        rows = exports.rows(work.through(found.appointments(), of=found.count()))
        written = sheets.save(file, exports.COLUMNS, rows, title=found.title, notes=found.notes, mark=mark)
    after = {"count": written, "below": work.given["below"]}
    with transaction.atomic():  # one record for one list, also where the worker dies between
        record("accounts.export_staff", work.job, by=by, organisation=body, after=after)
        work.finish(f"共 {written:,} 行。")
