"""What happens to organisations by the clock."""

from procrastinate.contrib.django import app

from kexie.areas.directory import actions
from kexie.core.actors import Actor


@app.periodic(cron="7 * * * *")  # each hour: on the turn's first day soon after midnight, and again when it is possible
@app.task(name="directory.hand_over_turns", queueing_lock="directory.hand_over_turns")
def hand_over_turns(timestamp: int) -> None:
    """Let the founders of joint associations take over whose turn has begun (ORG-13)."""
    actions.hand_over_turns(by=Actor.platform("轮值交接"))
