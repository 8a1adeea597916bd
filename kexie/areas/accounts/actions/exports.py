"""The list of who works where, taken away with the mark of who took it (SEC-06)."""

from kexie.areas.accounts.queries import exports
from kexie.core.actors import Actor
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.actions import Work
from kexie.engines.jobs.models import Job
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.organisations.models import Organisation


def export_staff(body: Organisation, back: str, *, below: bool, by: Actor) -> Job:
    """Let the list of who works in a body, and if wanted below it, be written."""
    return jobs.start(
        "accounts.export_staff",
        title=f"{body.called}人员名单"[:120],
        by=by,
        organisation=body,
        permission="accounts.export_staff",
        given={"below": below},
        unit="行",
        back=back,
    )


def write_staff(work: Work) -> None:
    """Write the list of people that somebody asked for, where that person reaches now; mobile numbers shortened."""
    by, below = work.by, work.given["below"]
    body = Organisation.objects.where_may(by, "accounts.export_staff").get(pk__in=[work.job.organisation_id])
    held = Appointment.objects.where_may(by, "accounts.export_staff")
    jobs.take_away(work, "accounts.export_staff", exports.staff(held, body, below=below), after={"below": below})
