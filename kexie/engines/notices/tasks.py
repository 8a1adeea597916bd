"""What the worker does with notices: everybody addressed gets one, letters go out, what is old goes."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kexie.engines.notices import actions


@app.task(name="notices.deliver", queue="notices", retry=RetryStrategy(max_attempts=4, wait=15))
def deliver(number: int) -> None:
    """Give everybody whom an announcement addresses the notice; killed anywhere, it goes on where it was."""
    actions.deliver(number)
    actions.send_due()


@app.task(name="notices.deliver_each", queue="notices", retry=RetryStrategy(max_attempts=4, wait=15))
def deliver_each(numbers: list[int]) -> None:
    """Give everybody whom some announcements address the notice; what was delivered is not delivered again."""
    for number in numbers:
        actions.deliver(number)
    actions.send_due()


@app.periodic(cron="* * * * *")
@app.task(name="notices.send", queue="notices", queueing_lock="notices.send")
def send(timestamp: int) -> None:
    """Go on with what a killed worker left, and send what is due by now: tried again, put off over the night."""
    actions.deliver_waiting()
    actions.give_up_stalled()
    actions.send_due()


@app.periodic(cron="*/10 * * * *")
@app.task(name="notices.gather", queue="notices", queueing_lock="notices.gather")
def gather(timestamp: int) -> None:
    """Prepare digests, once for each person and day."""
    actions.gather()


@app.periodic(cron="43 3 * * *")
@app.task(name="notices.prune", queueing_lock="notices.prune")
def prune(timestamp: int) -> None:
    """Delete notices that are kept no longer."""
    actions.prune()
