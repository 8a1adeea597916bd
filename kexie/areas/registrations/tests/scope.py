"""Who reaches the pages of registrations; see tests/scope.py.

Asked about a body, the registration waits at the desk of its superior: the body itself has no desk.
"""

from typing import Any

from kexie.areas.registrations.tests import factories
from kexie.engines.files.rules import Upload
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.regions.models import Region
from tests.scope import ABOVE, Row

DESK = "own.administrator own.secretary own.reviewer"
COUNTY = 3
OF_SUPERIOR = "parent.administrator parent.secretary parent.reviewer"
ABOVE_COUNTY = f"parent.secretary parent.reviewer {ABOVE}"
READING = f"{DESK} {ABOVE_COUNTY}"
READING_OF_BODY = f"{OF_SUPERIOR} {ABOVE}"


def things(body: Organisation) -> dict[str, Any]:
    """A registration that waits, with its proof."""
    made = factories.registration(region=Region.objects.get(pk=body.region_id))
    return {"registration": made.code, "proof": made.proofs.get().pk}


def mark(body: Organisation, word: str) -> None:
    """A registration that waits at the body's desk, where it has one."""
    if body.kind == "association" and body.region and body.region.level == COUNTY:
        proof = Upload(f"{word}执照.pdf", "pdf", factories.PDF)
        factories.registration(region=body.region, name=f"{word}公司", contact=f"{word}联系人", proofs=[proof])


ROWS = {
    "registrations:registrations": Row("/registrations/", public=True),
    "registrations:submit": Row("/registrations/submit/", personal=True),
    "registrations:places": Row("/registrations/places/?field=region", personal=True),
    "registrations:show": Row("/registrations/{registration}/", county=READING, body=READING_OF_BODY),
    "registrations:proof": Row("/registrations/{registration}/proof/{proof}/", county=READING, body=READING_OF_BODY),
    "registrations:amend": Row("/registrations/{registration}/amend/"),
    "registrations:withdraw": Row("/registrations/{registration}/withdraw/"),
    "registrations:reveal": Row("/registrations/{registration}/reveal/", county=DESK, body=OF_SUPERIOR),
    "registrations:return_": Row("/registrations/{registration}/return_/", county=DESK, body=OF_SUPERIOR),
    "registrations:accept": Row("/registrations/{registration}/accept/", county=DESK, body=OF_SUPERIOR),
    "registrations:browse": Row("/organisations/{code}/registrations/", county=READING),
}
