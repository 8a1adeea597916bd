"""The forms of polls, filled in; see tests/samples.py."""

from itertools import count
from typing import Any

from kexie.areas.membership.tests import factories as members
from kexie.areas.polls.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests.samples import Make, Sample, by

_turns = count(1)
ORIGIN = "0123456789abcdef"


def _add() -> Sample:
    desk = bodies.association(factories.COUNTY)
    typed = {"title": f"投票{next(_turns)}", "names": "王溪\n李湘", "most": "1"}
    return by(factories.staff(desk), f"/organisations/{desk.code}/polls/add/", **typed)


def _remove() -> Sample:
    poll = factories.draft()
    return by(factories.staff(poll.organisation), f"/polls/{poll.code}/remove/", seen=poll.revision)


def _publish() -> Sample:
    poll = factories.draft()
    typed = {"audience": "link", "once": "device", "ranking": "live", "rate": "500"}
    return by(factories.staff(poll.organisation), f"/polls/{poll.code}/publish/", **typed, seen=poll.revision)


def _staff(word: str, **typed: Any) -> Sample:
    poll = factories.opened()
    return by(factories.staff(poll.organisation), f"/polls/{poll.code}/{word}/", **typed)


def _release() -> Sample:
    poll = factories.opened()
    page = f"/polls/{poll.code}/release/"
    return by(factories.staff(poll.organisation), page, ranking="live", seen=poll.revision)


def _extend() -> Sample:
    poll = factories.opened()
    page = f"/polls/{poll.code}/extend/"
    return by(factories.staff(poll.organisation), page, closes_at="2099-01-01T18:00", seen=poll.revision)


def _archive() -> Sample:
    poll = factories.closed()
    return by(factories.staff(poll.organisation), f"/polls/{poll.code}/archive/", seen=poll.revision)


def _remind() -> Sample:
    body = members.body()
    members.own(persons.person(name="罗溪"), body)
    poll = factories.opened(body, audience="members")
    return by(factories.staff(body), f"/polls/{poll.code}/remind/")


def _void() -> Sample:
    poll = factories.opened()
    row = factories.voted(poll)
    page = f"/votes/{row.pk.hex}/void/"
    return by(factories.staff(poll.organisation), page, reason="试投", seen=row.revision)


def _void_many() -> Sample:
    poll = factories.opened()
    factories.voted(poll, origin=ORIGIN)
    page = f"/polls/{poll.code}/void_many/"
    return by(factories.staff(poll.organisation), page, origin=ORIGIN, reason="用程序刷票")


def _vote() -> Sample:
    person = persons.person()
    poll = factories.opened(once="person")
    return by(person, f"/polls/{poll.code}/vote/", **{"a.vote": "a2"})


SAMPLES: dict[str, Make] = {
    "polls:add": _add,
    "polls:remove": _remove,
    "polls:publish": _publish,
    "polls:close": lambda: _staff("close"),
    "polls:export": lambda: _staff("export", how="codes"),
    "polls:release": _release,
    "polls:extend": _extend,
    "polls:archive": _archive,
    "polls:remind": _remind,
    "polls:void": _void,
    "polls:void_many": _void_many,
    "polls:vote": _vote,
}
EXEMPT: dict[str, str] = {
    "poll": "the short address leads on and changes nothing",
    "polls:change": "a script keeps the draft under the revision it saw: a repeat is told of the later one it made",
    "polls:illustrate": "keeps a picture that no questionnaire names yet: a repeat keeps another, which is swept",
    "polls:unlock": "marks the browser that knew the password, and changes nothing",
}
