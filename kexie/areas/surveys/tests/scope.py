"""Who reaches the pages of surveys; see tests/scope.py. They are a body's own: nobody above or beside it has a part."""

from typing import Any

from kexie.areas.surveys.tests import factories
from kexie.foundation.organisations.models import Organisation
from tests.scope import Row

STAFF = "own.administrator own.secretary"
READERS = f"{STAFF} own.leader"


def things(body: Organisation) -> dict[str, Any]:
    """A draft of the body."""
    return {"survey": factories.draft(body).code}


def mark(body: Organisation, word: str) -> None:
    """The body's own words in a title and in a question."""
    items = [{"key": "q", "kind": "text", "label": f"{word}题目"}]
    factories.draft(body, title=f"{word}问卷", items=items)


def _own(address: str, who: str = STAFF) -> Row:
    return Row(address, county=who, body=who, park=who, joint=who)


ROWS = {
    "surveys:browse": _own("/organisations/{code}/surveys/", READERS),
    "surveys:add": _own("/organisations/{code}/surveys/add/"),
    "surveys:change": _own("/surveys/{survey}/change/"),
    "surveys:preview": _own("/surveys/{survey}/preview/", READERS),
    "surveys:remove": _own("/surveys/{survey}/remove/"),
}
