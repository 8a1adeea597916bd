"""What the clock does with obligations."""

from procrastinate.contrib.django import app

from kexie.core.actors import Actor
from kexie.engines.worklist import actions


@app.periodic(cron="20 * * * *")
@app.task(name="worklist.remind", queueing_lock="worklist.remind")
def remind(timestamp: int) -> None:
    """Remind of what is due soon and of what is overdue."""
    actions.remind(by=Actor.platform("待办提醒"))


@app.periodic(cron="53 3 * * *")
@app.task(name="worklist.prune", queueing_lock="worklist.prune")
def prune(timestamp: int) -> None:
    """Delete what was closed two years ago."""
    actions.prune()
