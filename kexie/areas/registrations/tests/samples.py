"""The forms of registrations, filled in; see tests/samples.py."""

from typing import Any

from kexie.areas.registrations.models import Registration
from kexie.areas.registrations.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from tests.samples import Make, Sample, by, without


def _filled(**given: Any) -> dict[str, Any]:
    return without(factories.filled(**given), "form_key")


def _submit() -> Sample:
    bodies.association("430603")
    return by(persons.person(name="罗溪"), "/registrations/submit/", **_filled())


def _of(row: Registration, person: Person, page: str, **typed: Any) -> Sample:
    return by(person, f"/registrations/{row.code}/{page}/", seen=row.revision, **typed)


def _amend() -> Sample:
    row = factories.returned()
    return _of(row, row.applicant, "amend", **_filled(uscc=row.uscc, name="改好的有限公司"))


def _withdraw() -> Sample:
    row = factories.registration()
    return _of(row, row.applicant, "withdraw")


def _return() -> Sample:
    row = factories.registration()
    return _of(row, appointed(row.organisation, Role.REVIEWER), "return_", reason="执照过期", faults=["proofs"])


def _accept() -> Sample:
    row = factories.registration()
    return _of(row, appointed(row.organisation, Role.REVIEWER), "accept")


SAMPLES: dict[str, Make] = {
    "registrations:submit": _submit,
    "registrations:amend": _amend,
    "registrations:withdraw": _withdraw,
    "registrations:return_": _return,
    "registrations:accept": _accept,
}
EXEMPT = {"registrations:reveal": "shows a number again each time it is asked for, and each showing is recorded"}
