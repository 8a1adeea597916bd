"""Workstations and what they forward, by the actions that do it."""

from typing import Any

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Voice
from kexie.areas.establishment.tests.factories import by
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies

TYPED = {"kind": "need", "said_by": "罗溪", "words": "催化剂寿命检测方法"}


def station(code: str = "430603") -> Organisation:
    """A workstation."""
    host = bodies.body(code, kind="enterprise", name="云溪工作站所在公司")
    return bodies.body(code, kind="workstation", name="云溪公司科协工作站", host=host)


def voice(body: Organisation | None = None, **given: Any) -> Voice:
    """Something that waits for an answer."""
    body = body or station()
    return actions.forward(body, **(TYPED | given), by=by(appointed(body)))
