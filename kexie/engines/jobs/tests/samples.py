"""The forms of long work, filled in; see tests/samples.py."""

from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.jobs.tests import factories
from kexie.foundation.people.tests.factories import person
from tests.samples import Make, Sample, by


def _cancel() -> Sample:
    job = factories.job(person())
    return by(job.owner, f"/jobs/{job.code}/cancel/")


def _repeat() -> Sample:
    job = factories.job(person())
    Job.objects.filter(pk=job.pk).update(state=State.FAILED, finished_at="2026-11-20T00:00Z", message="不对。")
    return by(job.owner, f"/jobs/{job.code}/repeat/")


SAMPLES: dict[str, Make] = {"jobs:cancel": _cancel, "jobs:repeat": _repeat}
EXEMPT: dict[str, str] = {}
