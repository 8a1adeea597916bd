"""What happens to group memberships when bodies end."""

from procrastinate.contrib.django import app

from kexie.areas.affiliations import actions
from kexie.core.actors import Actor
from kexie.foundation.organisations.models import Organisation


@app.task(name="affiliations.end_all")
def end_all(number: int) -> None:
    """End what a closed body had joined, and who had joined it."""
    actions.end_all(Organisation.objects.get(pk=number), by=Actor.platform("组织注销"))


@app.periodic(cron="37 * * * *")
@app.task(name="affiliations.end_missed", queueing_lock="affiliations.end_missed")
def end_missed(timestamp: int) -> None:
    """End the group memberships of bodies that were closed in another way, and of closed parts."""
    actions.end_missed(by=Actor.platform("组织注销"))
