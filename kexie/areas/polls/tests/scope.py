"""Who reaches the pages of polls; see tests/scope.py. They are a body's own: nobody above or beside it has a part."""

from dataclasses import replace
from typing import Any

from kexie.areas.polls.tests import factories
from kexie.foundation.organisations.models import Organisation
from tests.scope import Row

STAFF = "own.administrator own.secretary"
READERS = f"{STAFF} own.leader"
DEEDS = ("poster", "picture", "card", "remind", "extend", "close", "archive", "void_many", "export", "release")


def things(body: Organisation) -> dict[str, Any]:
    """A draft of the body, a poll that runs, and a vote on it."""
    running = factories.opened(body)
    return {
        "poll": factories.draft(body).code,
        "poll_running": running.code,
        "vote": factories.voted(running).pk.hex,
    }


def mark(body: Organisation, word: str) -> None:
    """The body's own words in a title and in what is voted on."""
    factories.draft(body, title=f"{word}投票", given=factories.items(f"{word}甲", f"{word}乙"))
    factories.voted(factories.opened(body, title=f"{word}评选", given=factories.items(f"{word}丙", f"{word}丁")))


def _own(address: str, who: str = STAFF) -> Row:
    return Row(address, county=who, body=who, park=who, joint=who)


ROWS = {
    "polls:browse": _own("/organisations/{code}/polls/", READERS),
    "polls:add": _own("/organisations/{code}/polls/add/"),
    "polls:change": _own("/polls/{poll}/change/"),
    "polls:illustrate": replace(_own("/polls/{poll}/illustrate/"), get=(405,)),
    "polls:preview": _own("/polls/{poll}/preview/", READERS),
    "polls:remove": _own("/polls/{poll}/remove/"),
    "polls:publish": _own("/polls/{poll}/publish/"),
    "polls:show": _own("/polls/{poll_running}/", READERS),
    **{f"polls:{page}": _own(f"/polls/{{poll_running}}/{page}/", READERS) for page in ("results", "votes", "sources")},
    **{f"polls:{word}": _own(f"/polls/{{poll_running}}/{word}/") for word in DEEDS},
    "polls:void": _own("/votes/{vote}/void/"),
    **{f"polls:{word}": Row(f"/polls/{{poll_running}}/{word}/", public=True) for word in ("vote", "thanks", "outcome")},
    "polls:unlock": Row("/polls/{poll_running}/unlock/", public=True, get=(303,)),
    "poll": Row("/v/{poll_running}/", public=True, get=(302,)),
}
