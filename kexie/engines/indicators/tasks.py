"""What keeps the figures fresh."""

from procrastinate.contrib.django import app

from kexie.engines.indicators import actions


@app.periodic(cron="* * * * *")
@app.task(name="indicators.fold", queueing_lock="indicators.fold")
def fold(timestamp: int) -> None:
    """Add what was changed to the rollups, each minute (STA-11)."""
    actions.fold()
