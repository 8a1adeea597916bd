"""The forms of a body's standing, filled in; see tests/samples.py."""

from itertools import count
from typing import Any

from kexie.areas.standing.models import Petition
from kexie.areas.standing.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.regions.models import Region
from kexie.foundation.regions.rules import Level
from tests.samples import Make, Sample, by


def _renew() -> Sample:
    body = factories.in_term().organisation
    typed = factories.elected(congress_on=f"{clock.today():%Y-%m-%d}")
    return by(appointed(body), f"/organisations/{body.code}/renew/", **typed)


def _report() -> Sample:
    renewal = factories.renewed()
    result = factories.file("选举结果.pdf")
    address = f"/renewals/{renewal.code}/report/"
    return by(appointed(renewal.organisation), address, seen=renewal.revision, result=result, note="")


_turns = count()


def _change_policy() -> Sample:
    counties = Region.objects.current().filter(level=Level.COUNTY, pk__startswith="43").order_by("pk")
    body = bodies.association(counties[next(_turns) % counties.count()].pk)
    address = f"/organisations/{body.code}/change_policy/"
    return by(appointed(body), address, seen=0, is_own="on", reviewed=["name"], days="10")


def _apply() -> Sample:
    body = bodies.body("430603")
    return by(appointed(body), f"/organisations/{body.code}/apply/name/", **factories.typed("name"))


def _of(petition: Petition, person: Person, page: str, **typed: Any) -> Sample:
    petition.refresh_from_db()
    return by(person, f"/petitions/{petition.code}/{page}/", seen=petition.revision, **typed)


def _amend() -> Sample:
    petition = factories.returned()
    return _of(petition, petition.applicant, "amend", **factories.typed("name", value="再改名科学技术协会"))


def _withdraw() -> Sample:
    petition = factories.applied()
    return _of(petition, petition.applicant, "withdraw")


def _decide(page: str, **typed: Any) -> Make:
    def make() -> Sample:
        petition = factories.applied()
        return _of(petition, factories.reviewer(petition), page, **typed)

    return make


SAMPLES: dict[str, Make] = {
    "standing:renew": _renew,
    "standing:report": _report,
    "standing:change_policy": _change_policy,
    "standing:apply": _apply,
    "standing:amend": _amend,
    "standing:withdraw": _withdraw,
    "standing:approve": _decide("approve", note="同意"),
    "standing:return_": _decide("return_", reason="请补上决议"),
    "standing:reject": _decide("reject", reason="没有依据"),
}
EXEMPT: dict[str, str] = {}
