"""Who reaches the pages of charters; see tests/scope.py.

A county's association has no charter: it reads those below it, such as the child's. Drafts are a body's own.
"""

from typing import Any

from kexie.areas.charters import actions
from kexie.areas.charters.tests import factories
from kexie.foundation.organisations.models import Organisation
from tests.scope import NEAR, READERS, Row

COLLEAGUES = " ".join(who for who in NEAR if who.startswith("own."))
STAFF = "own.administrator own.secretary"
CHILD = "child.administrator"
CHARTERED = "enterprise_association"


def things(body: Organisation) -> dict[str, Any]:
    """A draft beside the version in force: of the body, or of the one below an association."""
    below = Organisation.objects.filter(superior=body, kind=CHARTERED)
    owner = below.first() or body
    return {"charter": factories.in_force(owner).code, "written": factories.draft(owner).code}


def mark(body: Organisation, word: str) -> None:
    """The body's own words in its draft, where it has none yet."""
    if body.kind == CHARTERED and not body.charters.open().exists():
        actions.draft(body, choices=factories.choices(own={"general": (f"{word}条款",)}), by=factories.BY)


ROWS = {
    "charters:browse": Row("/organisations/{code}/charters/", county=READERS, body=READERS, park=READERS),
    "charters:draft": Row("/organisations/{code}/charters/draft/", body=STAFF),
    # Nothing of the matrix is published, and no charter is released.
    "charters:read": Row("/organisations/{code}/charters/read/", absent=True),
    "charters:show": Row("/charters/{charter}/", county=f"{READERS} {CHILD}", body=READERS),
    "charters:word": Row("/charters/{charter}/word/", county=f"{READERS} {CHILD}", body=READERS),
    "charters:pdf": Row("/charters/{charter}/pdf/", county=f"{READERS} {CHILD}", body=READERS),
    "charters:compare": Row("/charters/{charter}/compare/{written}/", county=CHILD, body=COLLEAGUES),
    "charters:change": Row("/charters/{written}/change/", county=CHILD, body=STAFF),
    "charters:remove": Row("/charters/{written}/remove/", county=CHILD, body=STAFF),
    "charters:adopt": Row("/charters/{written}/adopt/", county=CHILD, body=STAFF),
    "charters:undo": Row("/charters/{charter}/undo/", county=CHILD, body=STAFF),
    "charters:enforce": Row("/charters/{written}/enforce/"),
    "charters:report": Row("/charters/{charter}/report/", county=CHILD, body=STAFF),
}
