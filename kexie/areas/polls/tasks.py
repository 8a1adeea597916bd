"""What takes long, and what happens to polls by the clock."""

from procrastinate.contrib.django import app

from kexie.areas.polls import actions
from kexie.core.actors import Actor
from kexie.engines.jobs import actions as jobs


@app.periodic(cron="*/5 * * * *")
@app.task(name="polls.close_due", queueing_lock="polls.close_due")
def close_due(timestamp: int) -> None:
    """Close the polls whose time is over."""
    del timestamp
    actions.close_due(by=Actor.platform("投票到期"))


@jobs.task("polls.export")
def export(work: jobs.Work) -> None:
    """Write the votes of a poll."""
    actions.write_votes(work)
