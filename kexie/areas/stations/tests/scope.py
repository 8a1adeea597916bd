"""Who reaches the pages of survey stations; see tests/scope.py.

Asked about a county, the station is its own, in a body below it; asked about a body, the station of its superior is in
it. Those above the association follow it by numbers alone, and the body's neighbours have no part.
"""

from typing import Any

from kexie.areas.stations.tests import factories
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests.scope import Row

STAFF = "own.administrator own.secretary"
READERS = f"{STAFF} own.leader"
OF_SUPERIOR = "parent.administrator parent.secretary"
SUPERIOR = f"{OF_SUPERIOR} parent.leader"
BOTH = f"{READERS} {SUPERIOR}"
FOLLOWERS = f"{READERS} {SUPERIOR} grandparent.administrator nation.administrator"


HOSTED = ("panel", "invite", "poster", "write")


def things(body: Organisation) -> dict[str, Any]:
    """A station with a panel, a wave, a draft and what was reported."""
    host = bodies.body(factories.COUNTY, published=True) if body.kind == "association" else body
    station = factories.station(body if body.kind == "association" else None, host)
    factories.panelist(station)
    return {
        "station": station.code,
        "wave": factories.wave(station).code,
        "bulletin": factories.bulletin(station).code,
        "bulletin_sent": factories.reported(station).code,
    }


def mark(body: Organisation, word: str) -> None:
    """The body's own words in what it reports, and in the names on the panel."""
    if body.kind != "association":
        station = factories.station(host=body)
        factories.panelist(station, persons.person(name=f"{word}样本"))
        factories.bulletin(station, title=f"{word}草稿")
        factories.reported(station, title=f"{word}信息", text=f"{word}内容")


def _desk(page: str, who: str) -> Row:
    return Row(f"/organisations/{{code}}/stations/{page}", county=who)


def _of_body(address: str, who: str = READERS) -> Row:
    return Row(address, body=who, park=who, joint=who)


def _of_both(address: str) -> Row:
    return Row(address, county=READERS, body=BOTH, park=BOTH, joint=BOTH)


def _of_desk(address: str) -> Row:
    return Row(address, county=STAFF, body=OF_SUPERIOR, park=OF_SUPERIOR, joint=OF_SUPERIOR)


ROWS = {
    "stations:browse": _desk("", READERS),
    "stations:add": _desk("add/", STAFF),
    "stations:send": _desk("send/", STAFF),
    "stations:bulletins": _desk("bulletins/", READERS),
    "stations:overview": _desk("overview/", FOLLOWERS),
    "stations:export": _desk("export/", READERS),
    "stations:hosted": _of_body("/organisations/{code}/stations/hosted/"),
    "stations:own": Row("/stations/own/", personal=True),
    "stations:show": _of_both("/stations/{station}/"),
    "stations:change": _of_desk("/stations/{station}/change/"),
    "stations:end": _of_desk("/stations/{station}/end/"),
    **{
        f"stations:{page}": _of_body(f"/stations/{{station}}/{page}/")
        for page in ("panel", "invite", "poster", "write")
    },
    "stations:join": Row("/stations/{station}/join/", personal=True),
    "stations:leave": Row("/stations/{station}/leave/"),
    "stations:wave": Row("/waves/{wave}/wave/", county=READERS, body=SUPERIOR, park=SUPERIOR, joint=SUPERIOR),
    "stations:bulletin": _of_both("/bulletins/{bulletin_sent}/bulletin/"),
    "stations:change_bulletin": _of_body("/bulletins/{bulletin}/change_bulletin/"),
    "stations:report": _of_body("/bulletins/{bulletin}/report/"),
    "stations:handle": _of_desk("/bulletins/{bulletin_sent}/handle/"),
}
