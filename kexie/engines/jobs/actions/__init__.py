"""Long work is started, done, cancelled, repeated and, when it is long over, forgotten.

An area starts a job inside the transaction in which it was asked for, and does it in a task::

    # actions.py
    jobs.start("directory.export", title="组织名单", by=by, organisation=body, permission="directory.manage", given={})

    # tasks.py
    @jobs.task("directory.export")
    def export(work: jobs.Work) -> None:
        actions.export(work)
"""

from kexie.engines.jobs.actions.asking import cancel, repeat, start
from kexie.engines.jobs.actions.tables import require_faultless, take_away, take_in, taken_in
from kexie.engines.jobs.actions.upkeep import look_after, prune
from kexie.engines.jobs.actions.working import Cancelled, Faulty, Over, Work, running, task

__all__ = [
    "Cancelled",
    "Faulty",
    "Over",
    "Work",
    "cancel",
    "look_after",
    "prune",
    "repeat",
    "require_faultless",
    "running",
    "start",
    "take_away",
    "take_in",
    "taken_in",
    "task",
]
