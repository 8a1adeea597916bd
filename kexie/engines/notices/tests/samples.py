"""The forms of the inbox, filled in; see tests/samples.py."""

from kexie.engines.notices import queries
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


def _change() -> Sample:
    kinds = queries.kinds()
    wanted = {f"wanted_{name}": "on" for name, kind in list(kinds.items())[1:] if not kind.is_important}
    return by(person(), "/account/notices/", **wanted)


SAMPLES: dict[str, Make] = {"notices:read": _read, "notices:read_all": _read_all, "notices:change": _change}
EXEMPT: dict[str, str] = {}
