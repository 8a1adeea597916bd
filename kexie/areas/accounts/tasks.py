"""What runs in the background for sign-in: codes are sent, what is over is deleted."""

from importlib import import_module

from django.conf import settings
from django.core.cache import caches
from django.db import Error
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kexie.areas.accounts.actions import codes, exports, guesses, staff, trail
from kexie.core.cache import Cache
from kexie.engines.jobs import actions as jobs


@app.task(name="accounts.deliver_code", queue="codes", retry=RetryStrategy(max_attempts=4, wait=15))
def deliver_code(number: int) -> None:
    """Send a one-time code; tried again while the mail server does not answer."""
    codes.deliver_code(number)


# An activation code is good for weeks, and nobody asks for its letter a second time: it waits for most of a day. What
# the server refuses for good is no OSError.
PATIENT = RetryStrategy(max_attempts=50, wait=15, linear_wait=60, retry_exceptions=(OSError, Error))


@app.task(name="accounts.deliver_invitation", queue="codes", retry=PATIENT)
def deliver_invitation(number: int, page: str) -> None:
    """Send an activation code; tried again, ever more rarely, while the mail server does not answer."""
    staff.deliver_invitation(number, page)


@jobs.task("accounts.export_staff")
def export_staff(work: jobs.Work) -> None:
    """Write the list of who works in a body, and below it."""
    exports.write_staff(work)


@jobs.task("accounts.export_records")
def export_records(work: jobs.Work) -> None:
    """Write the table of records that somebody asked for."""
    trail.write_records(work)


@jobs.task("accounts.verify_records")
def verify_records(work: jobs.Work) -> None:
    """Verify the trail for somebody who waits for what comes of it."""
    trail.verify(work)


@app.periodic(cron="*/10 * * * *")
@app.task(name="accounts.forget", queueing_lock="accounts.forget")
def forget(timestamp: int) -> None:
    """Delete counts, codes, cache entries and sessions whose time is over."""
    guesses.forget_guesses()
    codes.forget_codes()
    if isinstance(kept := caches["default"], Cache):
        kept.cull()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
