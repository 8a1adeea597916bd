"""What takes long."""

from kexie.areas.stations import actions
from kexie.engines.jobs import actions as jobs


@jobs.task("stations.export")
def export(work: jobs.Work) -> None:
    """Write an association's stations as a table."""
    actions.write_stations(work)
