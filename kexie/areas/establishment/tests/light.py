"""Workstations, which are registered and not founded, brought as far as in life by the actions that do it."""

from typing import Any

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.areas.establishment.tests.factories import by
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation


def station(host: Organisation) -> dict[str, Any]:
    """What is said of a workstation."""
    return {"name": f"{host.name}科协工作站", "leader": "罗溪", "leader_post": "技术员", "members": "王敏 干事"}


def stationed(host: Organisation | None = None) -> Case:
    """A workstation that waits at the desk."""
    host = host or factories.enterprise()
    return actions.station(host, **station(host), by=by(appointed(host)))


def admitted(case: Case) -> Case:
    """One that was registered."""
    return actions.admit(case, seen=case.revision, by=by(factories.reviewer(case)))
