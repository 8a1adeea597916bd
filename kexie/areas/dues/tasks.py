"""What takes long about dues."""

from procrastinate.contrib.django import app

from kexie.areas.dues import actions
from kexie.engines.jobs import actions as jobs


@app.task(name="dues.roll")
def roll(number: int) -> None:
    """Make a year's roll."""
    with jobs.running(number) as work:
        actions.write_roll(work)


@app.task(name="dues.pay_many")
def pay_many(number: int) -> None:
    """Record the payments of a table."""
    with jobs.running(number) as work:
        actions.write_payments(work)


@app.task(name="dues.export")
def export(number: int) -> None:
    """Write who owes what."""
    with jobs.running(number) as work:
        actions.write_list(work)


@app.task(name="dues.receipts")
def receipts(number: int) -> None:
    """Draw receipts."""
    with jobs.running(number) as work:
        actions.write_receipts(work)
