"""The upkeep that belongs to no area: jobs left by killed workers, finished jobs, keys of sent forms, seals."""

from datetime import timedelta
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from kexie.foundation.records import actions as records

TRIES = 5  # a job that takes its worker down each time is given up
KEPT_HOURS = 48
KEPT_FAILED_HOURS = 30 * 24
SESSION_SHOWN = timedelta(days=1)


@app.periodic(cron="* * * * *")
@app.task(name="website.retry_stalled", queueing_lock="website.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Let jobs wait again whose worker was killed; without this they stay "doing" for ever."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        try:
            if job.attempts < TRIES:
                await manager.retry_job(job)
                continue
        except UniqueViolation:
            pass  # the same work waits already under its queueing lock
        await manager.finish_job(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron="17 * * * *")
@app.task(name="website.prune_jobs", queueing_lock="website.prune_jobs", pass_context=True)
async def prune_jobs(context: JobContext, timestamp: int) -> None:
    """Delete jobs that were finished two days ago, and failed ones after 30 days."""
    manager = context.app.job_manager
    await manager.delete_old_jobs(KEPT_HOURS)
    await manager.delete_old_jobs(KEPT_FAILED_HOURS, include_failed=True, include_cancelled=True, include_aborted=True)


@app.periodic(cron="* * * * *")
@app.task(name="website.seal_records", queueing_lock="website.seal_records")
def seal_records(timestamp: int) -> None:
    """Seal what was written since the last minute (SEC-07)."""
    records.seal()


@app.periodic(cron="5 * * * *")
@app.task(name="website.export_head", queueing_lock="website.export_head")
def export_head(timestamp: int) -> None:
    """Carry the last seal out of the database: one file a day, with its last one."""
    records.export_head(Path(settings.SEALS_FOLDER))


@app.periodic(cron="37 * * * *")
@app.task(name="website.prune_form_keys", queueing_lock="website.prune_form_keys")
def prune_form_keys(timestamp: int) -> None:
    """Delete the keys of forms that nobody can send again."""
    records.prune()


@app.periodic(cron="47 3 * * *")
@app.task(name="website.prune_sessions", queueing_lock="website.prune_sessions")
def prune_sessions(timestamp: int) -> None:
    """Delete what is shown of sessions that ended: the sign-in library does so only for people who look."""
    lasting = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(lasting), last_seen_at__lt=Now() - SESSION_SHOWN).delete()
