"""What happens to organisations by the clock, and what takes long."""

from procrastinate.contrib.django import app

from kexie.areas.directory import actions
from kexie.core.actors import Actor
from kexie.engines.jobs import actions as jobs
from kexie.foundation.organisations import actions as organisations


@app.periodic(cron="7 * * * *")  # each hour: on the turn's first day soon after midnight, and again when it is possible
@app.task(name="directory.hand_over_turns", queueing_lock="directory.hand_over_turns")
def hand_over_turns(timestamp: int) -> None:
    """Let the founders of joint associations take over whose turn has begun (ORG-13)."""
    actions.hand_over_turns(by=Actor.platform("轮值交接"))


@jobs.task("directory.export")
def export(work: jobs.Work) -> None:
    """Write a list of organisations online."""
    actions.write_online(work)


@jobs.task("directory.export_subordinates")
def export_subordinates(work: jobs.Work) -> None:
    """Write the list of the bodies below an association."""
    actions.write_subordinates(work)


@jobs.task("directory.export_contacts")
def export_contacts(work: jobs.Work) -> None:
    """Write the address book of an organisation."""
    actions.write_contacts(work)


@app.periodic(cron="37 3 * * *")
@app.task(name="directory.forget_numbers", queueing_lock="directory.forget_numbers")
def forget_numbers(timestamp: int) -> None:
    """Delete the numbers of those who hold their post no longer (SEC-06)."""
    organisations.forget_numbers(by=Actor.platform("通讯录清理"))


@jobs.task("directory.add_many")
def add_many(work: jobs.Work) -> None:
    """Register the bodies of a table."""
    actions.write_many(work)
