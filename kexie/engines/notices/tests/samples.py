"""The forms of the inbox, filled in; see tests/samples.py."""

from kexie.engines.notices.tests import factories
from kexie.foundation.people.tests.factories import person
from tests.samples import Make, Sample, by


def _read() -> Sample:
    reader = person()
    return by(reader, f"/notices/{factories.told(reader).code}/read/")


def _read_all() -> Sample:
    reader = person()
    factories.told(reader)
    return by(reader, "/notices/read_all/")


SAMPLES: dict[str, Make] = {"notices:read": _read, "notices:read_all": _read_all}
EXEMPT: dict[str, str] = {}
