"""What takes long, and what happens to evaluations by the clock."""

from procrastinate.contrib.django import app

from kexie.areas.evaluations import actions
from kexie.core.actors import Actor
from kexie.engines.jobs import actions as jobs


@jobs.task("evaluations.send")
def send(work: jobs.Work) -> None:
    """Send a sheet to many bodies."""
    actions.send_many(work)


@jobs.task("evaluations.tell")
def tell(work: jobs.Work) -> None:
    """Tell many bodies their results."""
    actions.tell_many(work)


@jobs.task("evaluations.export")
def export(work: jobs.Work) -> None:
    """Write the results of a sheet."""
    actions.write_results(work)


@app.periodic(cron="7 * * * *")  # each hour: soon after midnight, and again where that was missed
@app.task(name="evaluations.lapse", queueing_lock="evaluations.lapse")
def lapse(timestamp: int) -> None:
    """Close the own scores whose last day has passed."""
    actions.lapse(by=Actor.platform("考核自评到期"))
