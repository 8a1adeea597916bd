"""What takes long about dues."""

from kexie.areas.dues import actions
from kexie.engines.jobs import actions as jobs


@jobs.task("dues.roll")
def roll(work: jobs.Work) -> None:
    """Make a year's roll."""
    actions.write_roll(work)


@jobs.task("dues.pay_many")
def pay_many(work: jobs.Work) -> None:
    """Record the payments of a table."""
    actions.write_payments(work)


@jobs.task("dues.export")
def export(work: jobs.Work) -> None:
    """Write who owes what."""
    actions.write_list(work)


@jobs.task("dues.receipts")
def receipts(work: jobs.Work) -> None:
    """Draw receipts."""
    actions.write_receipts(work)
