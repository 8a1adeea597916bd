"""Settings of places, for tests."""

from typing import Any

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Procedure
from kexie.foundation.appointments.tests.factories import BY
from kexie.foundation.organisations.tests import factories as bodies


def let(code: str, kind: str = "enterprise_association", **given: Any) -> Procedure:
    """Let the association of a place set something."""
    body = bodies.association(code)
    known = Procedure.objects.filter(organisation=body, kind=kind).first()
    settings = {"regime": "", "days": None, "asked": None, "extra": (), **given}
    return actions.change_procedure(body, kind, **settings, seen=known.revision if known else 0, by=BY)
