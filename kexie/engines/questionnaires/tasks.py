"""What keeps the results fresh."""

from procrastinate.contrib.django import app

from kexie.engines.questionnaires import actions


@app.periodic(cron="* * * * *")
@app.task(name="questionnaires.fold", queueing_lock="questionnaires.fold")
def fold(timestamp: int) -> None:
    """Add what was answered to the tallies, each minute (FRM-09)."""
    actions.fold()
