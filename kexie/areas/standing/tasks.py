"""What happens to the standing of bodies by the clock."""

from procrastinate.contrib.django import app

from kexie.areas.standing import actions
from kexie.core.actors import Actor


@app.periodic(cron="11 * * * *")  # each hour: soon after midnight, and again where that was missed
@app.task(name="standing.remind", queueing_lock="standing.remind")
def remind(timestamp: int) -> None:
    """Remind bodies whose term ends soon, or has ended (EST-14)."""
    actions.remind(by=Actor.platform("任期提醒"))


@app.periodic(cron="41 * * * *")
@app.task(name="standing.tidy", queueing_lock="standing.tidy")
def tidy(timestamp: int) -> None:
    """Settle the petitions of bodies that ended or went elsewhere by another way."""
    actions.tidy(by=Actor.platform("变更申请移交"))
