"""The forms of care, filled in; see tests/samples.py."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.care.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.areas.registrations.tests.factories import PDF
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from tests.samples import Make, Sample, by


def _change() -> Sample:
    person = persons.person()
    member = members.own(person)
    page = f"/care/memberships/{member.code}/change/"
    return by(person, page, letters="on", birthday="on", month="5", day="1")


def _opt_out() -> Sample:
    person = persons.person()
    member = factories.agreeing(person=person)
    return by(person, f"/care/memberships/{member.code}/opt_out/")


def _write() -> Sample:
    body = factories.agreeing().organisation
    page = f"/organisations/{body.code}/care/letters/write/"
    return by(appointed(body), page, title="节日问候", text="祝节日快乐。")


def _add_visit() -> Sample:
    member = factories.agreeing(visits=True)
    page = f"/organisations/{member.organisation.code}/care/visits/add_visit/"
    typed = {"number": str(member.number), "sort": "help", "on": "2026-11-01", "note": "走访情况"}
    return by(appointed(member.organisation, Role.SECRETARY), page, **typed)


def _add_agreement() -> Sample:
    member = members.member()
    page = f"/organisations/{member.organisation.code}/care/agreements/add_agreement/"
    typed: dict[str, Any] = {"number": str(member.number), "visits": "on", "on": "2026-11-01"}
    scan = SimpleUploadedFile("同意书.pdf", PDF)
    return by(appointed(member.organisation, Role.SECRETARY), page, **typed, scan=scan)


def _withdraw_agreement() -> Sample:
    row = factories.agreement()
    page = f"/care/agreements/{row.code}/withdraw_agreement/"
    return by(appointed(row.member.organisation), page, purposes=["visits"], reason="本人到秘书处提出。")


SAMPLES: dict[str, Make] = {
    "care:change": _change,
    "care:opt_out": _opt_out,
    "care:write": _write,
    "care:add_visit": _add_visit,
    "care:add_agreement": _add_agreement,
    "care:withdraw_agreement": _withdraw_agreement,
}
EXEMPT: dict[str, str] = {}
