"""What happens to answers by the clock."""

from procrastinate.contrib.django import app

from kexie.engines.questionnaires import actions


@app.periodic(cron="* * * * *")
@app.task(name="questionnaires.fold", queueing_lock="questionnaires.fold")
def fold(timestamp: int) -> None:
    """Add what was answered to the tallies, each minute (FRM-09)."""
    actions.fold()


@app.periodic(cron="23 3 * * *")
@app.task(name="questionnaires.sweep", queueing_lock="questionnaires.sweep")
def sweep(timestamp: int) -> None:
    """Let go of files that were sent while somebody answered and belong to no answer (FRM-01)."""
    del timestamp
    actions.sweep()
