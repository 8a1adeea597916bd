"""What happens to files by the clock."""

from procrastinate.contrib.django import app

from kexie.engines.files import actions


@app.periodic(cron="43 3 * * *")
@app.task(name="files.sweep", queueing_lock="files.sweep")
def sweep(timestamp: int) -> None:
    """Delete files that nothing refers to any more, and bytes that a crash left without a row."""
    actions.sweep()
