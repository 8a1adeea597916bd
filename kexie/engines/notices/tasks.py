"""What the worker does with notices: everybody addressed gets one."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kexie.engines.notices import actions


@app.task(name="notices.deliver", queue="notices", retry=RetryStrategy(max_attempts=4, wait=15))
def deliver(number: int) -> None:
    """Give everybody whom an announcement addresses the notice; killed anywhere, it goes on where it was."""
    actions.deliver(number)
