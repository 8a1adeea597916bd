"""The forms of charters, filled in; see tests/samples.py."""

from kexie.areas.charters.models import Charter
from kexie.areas.charters.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests.samples import Make, Sample, by


def _of(row: Charter, page: str, **typed: object) -> Sample:
    return by(appointed(row.organisation), f"/charters/{row.code}/{page}/", seen=row.revision, **typed)


def _draft() -> Sample:
    body = bodies.body()
    return by(appointed(body), f"/organisations/{body.code}/charters/draft/")


def _adopt() -> Sample:
    typed = {"congress": "第一次会员代表大会", "adopted_on": clock.today().isoformat()}
    return _of(factories.draft(), "adopt", **typed, **factories.VOTES)


def _change() -> Sample:
    row = factories.draft()
    return _of(row, "change", **factories.typed(term_years=4, own_funds="经费另设账户。"))


SAMPLES: dict[str, Make] = {
    "charters:draft": _draft,
    "charters:change": _change,
    "charters:remove": lambda: _of(factories.draft(), "remove"),
    "charters:adopt": _adopt,
    "charters:enforce": lambda: _of(factories.adopted(), "enforce", effective_on=clock.today().isoformat()),
    "charters:undo": lambda: _of(factories.adopted(), "undo", reason="日期登记错了"),
    "charters:report": lambda: _of(factories.adopted(), "report"),
}
EXEMPT: dict[str, str] = {}
