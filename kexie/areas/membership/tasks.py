"""What takes long, and what happens to members by the clock."""

from procrastinate.contrib.django import app

from kexie.areas.membership import actions
from kexie.core.actors import Actor
from kexie.engines.jobs import actions as jobs
from kexie.foundation.organisations.models import Organisation


@jobs.task("membership.add_many")
def add_many(work: jobs.Work) -> None:
    """Enter the members of a table."""
    actions.write_many(work)


@jobs.task("membership.export")
def export(work: jobs.Work) -> None:
    """Write a body's roll."""
    actions.write_roll(work)


@app.task(name="membership.end_members")
def end_members(number: int) -> None:
    """End the memberships of a body that has ended."""
    body = Organisation.objects.get(pk=number)
    actions.end_members(body, by=Actor.platform("组织注销"))


@app.periodic(cron="33 * * * *")
@app.task(name="membership.end_missed", queueing_lock="membership.end_missed")
def end_missed(timestamp: int) -> None:
    """End the memberships of bodies that were closed in another way."""
    actions.end_missed(by=Actor.platform("组织注销"))


@app.periodic(cron="3 * * * *")  # each hour: soon after midnight, and again where that was missed
@app.task(name="membership.lapse", queueing_lock="membership.lapse")
def lapse(timestamp: int) -> None:
    """End the memberships of those whose years after retirement are over."""
    actions.lapse(by=Actor.platform("会籍到期"))
