"""What keeps long work going, and what forgets it."""

from procrastinate.contrib.django import app

from kexie.engines.jobs import actions


@app.periodic(cron="* * * * *")
@app.task(name="jobs.look_after", queueing_lock="jobs.look_after")
def look_after(timestamp: int) -> None:
    """Put before the workers again what none of them has any more."""
    actions.look_after()


@app.periodic(cron="47 * * * *")
@app.task(name="jobs.prune", queueing_lock="jobs.prune")
def prune(timestamp: int) -> None:
    """Let go of results after seven days, and of jobs after thirty."""
    actions.prune()
