"""Sanctions for tests."""

from datetime import timedelta
from typing import Any

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Sanction
from kexie.areas.establishment.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.tests.factories import BY
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies

GROUNDS = {"rectify": "slack", "warn": "unimproved", "revoke": "law"}


def typed(measure: str = "rectify", **given: Any) -> dict[str, Any]:
    """A decision, filled in."""
    due = clock.today() + timedelta(days=30)
    return {
        "measure": measure,
        "ground": GROUNDS[measure],
        "is_grave": measure == "revoke",
        "facts": "连续两年没有开展活动。",
        "number": f"云科协处〔2026〕{next(factories._numbers)}号",
        "issued_on": clock.today(),
        "due": due if measure == "rectify" else None,
        "appeal": "可以申诉。",
        "evidence": factories.upload("证据.pdf"),
        **given,
    }


def decided(body: Organisation | None = None, measure: str = "rectify", **given: Any) -> Sanction:
    """A decision against a body by its superior."""
    body = body or bodies.body("430603")
    assert body.superior is not None
    return actions.sanction(body, body.superior, **typed(measure, **given), by=BY)
