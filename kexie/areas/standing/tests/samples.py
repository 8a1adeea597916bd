"""The forms of a body's standing, filled in; see tests/samples.py."""

from kexie.areas.standing.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.tests.factories import appointed
from tests.samples import Make, Sample, by


def _renew() -> Sample:
    body = factories.in_term().organisation
    typed = factories.elected(congress_on=f"{clock.today():%Y-%m-%d}")
    return by(appointed(body), f"/organisations/{body.code}/renew/", **typed)


def _report() -> Sample:
    renewal = factories.renewed()
    result = factories.file("选举结果.pdf")
    address = f"/renewals/{renewal.code}/report/"
    return by(appointed(renewal.organisation), address, seen=renewal.revision, result=result, note="")


SAMPLES: dict[str, Make] = {"standing:renew": _renew, "standing:report": _report}
EXEMPT: dict[str, str] = {}
