"""Bodies that are registered and not founded, brought as far as in life by the actions that do it."""

from datetime import date
from typing import Any

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.areas.establishment.tests.factories import by
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation


def existing(**given: Any) -> dict[str, Any]:
    """What is said of an association that exists already."""
    return {
        "name": "云溪老科学技术协会",
        "old_number": "云科协〔2019〕3号",
        "founded_on": date(2019, 5, 6),
        "chair": "罗溪",
        "leader": "王敏",
        "leader_post": "秘书长",
        **given,
    }


def enrolled(host: Organisation | None = None) -> Case:
    """An association that exists already, before its papers are handed in."""
    host = host or factories.enterprise()
    return actions.enrol(host, **existing(), by=by(appointed(host)))


def submitted(case: Case) -> Case:
    """One whose papers wait at the desk."""
    for material in case.materials.filter(versions=None):
        case.refresh_from_db()
        actions.upload(material, file=factories.upload(), seen=case.revision, by=by(case.applicant))
    case.refresh_from_db()
    return actions.submit(case, seen=case.revision, by=by(case.applicant))


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
