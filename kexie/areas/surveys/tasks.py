"""What happens to surveys by the clock."""

from procrastinate.contrib.django import app

from kexie.areas.surveys import actions
from kexie.core.actors import Actor


@app.periodic(cron="*/5 * * * *")
@app.task(name="surveys.close_due", queueing_lock="surveys.close_due")
def close_due(timestamp: int) -> None:
    """Close the surveys whose time is over."""
    del timestamp
    actions.close_due(by=Actor.platform("问卷到期"))
