"""What takes long, and what happens to surveys by the clock."""

from procrastinate.contrib.django import app

from kexie.areas.surveys import actions
from kexie.core.actors import Actor
from kexie.engines.jobs import actions as jobs


@app.periodic(cron="*/5 * * * *")
@app.task(name="surveys.close_due", queueing_lock="surveys.close_due")
def close_due(timestamp: int) -> None:
    """Close the surveys whose time is over."""
    del timestamp
    actions.close_due(by=Actor.platform("问卷到期"))


@jobs.task("surveys.export")
def export(work: jobs.Work) -> None:
    """Write the answers to a survey."""
    actions.write_answers(work)


@jobs.task("surveys.bundle")
def bundle(work: jobs.Work) -> None:
    """Write the files of the answers to a survey."""
    actions.write_bundle(work)
