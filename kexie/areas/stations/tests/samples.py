"""The forms of survey stations, filled in; see tests/samples.py."""

from kexie.areas.membership.tests import factories as members
from kexie.areas.stations.models import Bulletin
from kexie.areas.stations.tests import factories
from kexie.areas.surveys.tests import factories as surveys
from kexie.core import clock
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests.samples import Make, Sample, by


def _add() -> Sample:
    host, desk = members.body(), bodies.association(factories.COUNTY)
    page = f"/organisations/{desk.code}/stations/add/"
    typed = {"below": host.name, "name": "", "focus": "", "goal": "30", "since": str(clock.today())}
    return by(factories.staff(desk), page, **typed)


def _change() -> Sample:
    row = factories.station()
    page = f"/stations/{row.code}/change/"
    return by(factories.staff(row.organisation), page, name="炼化站点", goal="40", seen=row.revision)


def _end() -> Sample:
    row = factories.station()
    page = f"/stations/{row.code}/end/"
    return by(factories.staff(row.organisation), page, reason="任务完成", seen=row.revision)


def _send() -> Sample:
    row = factories.station()
    factories.panelist(row)
    draft = surveys.draft(row.organisation)
    page = f"/organisations/{row.organisation.code}/stations/send/"
    return by(factories.staff(row.organisation), page, survey=draft.code, stations=[row.code], closes_at="")


def _export() -> Sample:
    desk = factories.station().organisation
    return by(factories.staff(desk), f"/organisations/{desk.code}/stations/export/", year=str(clock.today().year))


def _invite() -> Sample:
    row = factories.station()
    members.own(persons.person(), row.host)
    return by(factories.staff(row.host), f"/stations/{row.code}/invite/", group="")


def _join() -> Sample:
    row, person = factories.station(), persons.person()
    members.own(person, row.host)
    return by(person, f"/stations/{row.code}/join/", agrees="on")


def _leave() -> Sample:
    row, person = factories.station(), persons.person()
    factories.panelist(row, person)
    return by(person, f"/stations/{row.code}/leave/")


def _write() -> Sample:
    row = factories.station()
    page = f"/stations/{row.code}/write/"
    return by(factories.staff(row.host), page, sort="advice", title="建议", text="多办技术讲座。", period="")


def _bulletin(row: Bulletin, page: str, *, at_desk: bool = False, **typed: str) -> Sample:
    body = row.organisation if at_desk else row.station.host
    return by(factories.staff(body), f"/bulletins/{row.code}/{page}/", **typed, seen=row.revision)


SAMPLES: dict[str, Make] = {
    "stations:add": _add,
    "stations:change": _change,
    "stations:end": _end,
    "stations:send": _send,
    "stations:export": _export,
    "stations:invite": _invite,
    "stations:join": _join,
    "stations:leave": _leave,
    "stations:write": _write,
    "stations:change_bulletin": lambda: _bulletin(
        factories.bulletin(), "change_bulletin", sort="news", title="动态", text="新的实验室建成。"
    ),
    "stations:report": lambda: _bulletin(factories.bulletin(), "report"),
    "stations:handle": lambda: _bulletin(
        factories.reported(), "handle", at_desk=True, outcome="used", answer="写入报告"
    ),
}
EXEMPT: dict[str, str] = {}
