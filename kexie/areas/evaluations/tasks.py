"""What takes long, and what happens to evaluations by the clock."""

from procrastinate.contrib.django import app

from kexie.areas.evaluations import actions
from kexie.core.actors import Actor
from kexie.engines.jobs import actions as jobs


@app.task(name="evaluations.send")
def send(number: int) -> None:
    """Send a sheet to many bodies."""
    with jobs.running(number) as work:
        actions.send_many(work)


@app.task(name="evaluations.tell")
def tell(number: int) -> None:
    """Tell many bodies their results."""
    with jobs.running(number) as work:
        actions.tell_many(work)


@app.task(name="evaluations.export")
def export(number: int) -> None:
    """Write the results of a sheet."""
    with jobs.running(number) as work:
        actions.write_results(work)


@app.periodic(cron="7 * * * *")  # each hour: soon after midnight, and again where that was missed
@app.task(name="evaluations.lapse", queueing_lock="evaluations.lapse")
def lapse(timestamp: int) -> None:
    """Close the own scores whose last day has passed."""
    actions.lapse(by=Actor.platform("考核自评到期"))
