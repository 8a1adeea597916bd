"""Foundings for tests, brought as far as in life by the actions that do it."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Case
from kexie.areas.establishment.rules import Assembly
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.files.rules import Upload
from kexie.engines.files.tests import hostile
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person

PDF = hostile.pdf()
_numbers = count(1)


def by(person: Person) -> Actor:
    """The person as an actor."""
    return Actor(person=person.pk, name=person.name)


def enterprise(code: str = "430603", **fields: Any) -> Organisation:
    """An enterprise without an association."""
    fields.setdefault("name", f"云溪待建{next(_numbers)}号有限公司")
    return bodies.body(code, kind="enterprise", **fields)


def file(name: str = "材料.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as it is sent."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def upload(name: str = "材料.pdf") -> Upload:
    """A file as it may be kept."""
    return Upload(name, "pdf", PDF)


def typed(host: Organisation, **given: Any) -> dict[str, Any]:
    """What an enterprise says when it begins."""
    return {
        "name": f"{host.name}科学技术协会",
        "has_party": True,
        "leader": "罗溪",
        "leader_post": "总工程师",
        "members": "王敏 技术中心主任\n李强",
        **given,
    }


def founded(host: Organisation | None = None, person: Person | None = None, **given: Any) -> Case:
    """A founding with its preparatory group."""
    host = host or enterprise()
    return actions.found(host, **typed(host, **given), by=by(person or appointed(host)))


def said(**given: Any) -> dict[str, Any]:
    """What a preparatory group writes down."""
    return {
        "leader": "罗溪",
        "leader_post": "总工程师",
        "members": "王敏 技术中心主任",
        "workers": 120,
        "consent_by": "中共云溪公司委员会",
        "consented_on": clock.today(),
        **given,
    }


def prepared(case: Case | None = None, **given: Any) -> Case:
    """A founding with everything it needs but, where the place files, the congress."""
    case = case or founded()
    case = actions.prepare(case, **said(**given), seen=case.revision, by=by(case.applicant))
    for material in case.materials.filter(versions=None):
        case.refresh_from_db()
        actions.upload(material, file=upload(f"{material.label}.pdf"), seen=case.revision, by=by(case.applicant))
    case.refresh_from_db()
    return case


def held(case: Case, **given: Any) -> Case:
    """A founding with its congress."""
    elected = {"assembly": Assembly.DELEGATES, "term_years": 5, "chair": "罗溪", "seats": 9, **given}
    elected.setdefault("congress_on", clock.today())
    return actions.hold(case, **elected, seen=case.revision, by=by(case.applicant))


def submitted(case: Case | None = None, **given: Any) -> Case:
    """A founding that waits for the association."""
    case = prepared(case, **given)
    case = held(case) if case.is_filing else case
    return actions.submit(case, seen=case.revision, by=by(case.applicant))


def over(case: Case) -> Organisation:
    """The association above the case's desk."""
    assert case.organisation.superior is not None
    return case.organisation.superior


def days_to(day: date | None) -> timedelta:
    """How long it is until a day."""
    assert day is not None
    return day - clock.today()


def reviewer(case: Case) -> Person:
    """Somebody who reviews at the case's desk."""
    return appointed(case.organisation, Role.REVIEWER)


def approved(case: Case | None = None, **given: Any) -> Case:
    """A founding that was replied to."""
    case = case or submitted()
    reply = {"number": f"云科协〔2026〕{next(_numbers)}号", "issued_on": clock.today(), **given}
    return actions.approve(case, **reply, seen=case.revision, by=by(reviewer(case)))


def established() -> Case:
    """A founded body that has not reported yet."""
    return held(approved())


def returned(case: Case | None = None) -> Case:
    """A founding whose charter was returned."""
    case = case or submitted()
    remarks = {case.materials.get(key="charter").pk: "缺少经费一章"}
    return actions.return_(case, remarks=remarks, reason="", seen=case.revision, by=by(reviewer(case)))
