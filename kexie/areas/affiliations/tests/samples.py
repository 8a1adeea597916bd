"""The forms of group memberships, filled in; see tests/samples.py."""

from datetime import date
from typing import Any

from kexie.areas.affiliations.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests.samples import Make, Sample, by


def _apply() -> Sample:
    body = bodies.body()
    thing = factories.superior(body)
    address = f"/organisations/{body.code}/joined/apply/"
    return by(appointed(body), address, thing=thing.code, statement="愿意参加")


def _amend() -> Sample:
    row = factories.returned()
    return by(appointed(row.body), f"/affiliations/{row.code}/amend/", seen=row.revision, statement="有会员三百人")


def _withdraw() -> Sample:
    row = factories.accession()
    return by(appointed(row.body), f"/affiliations/{row.code}/withdraw/", seen=row.revision)


def _reviewed(page: str, **typed: Any) -> Make:
    def make() -> Sample:
        row = factories.accession()
        staff = appointed(row.organisation, Role.REVIEWER)
        return by(staff, f"/affiliations/{row.code}/{page}/", seen=row.revision, **typed)

    return make


def _joined(page: str, **typed: Any) -> Make:
    def make() -> Sample:
        row = factories.leaving() if page == "stay" else factories.relation()
        address = f"/organisations/{row.subject.code}/joined/{row.pk}/{page}/"
        return by(appointed(row.subject), address, **typed)

    return make


def _confirm_leaving() -> Sample:
    row = factories.leaving()
    address = f"/organisations/{row.object.code}/affiliations/{row.pk}/confirm_leaving/"
    return by(appointed(row.object), address)


def _end_delegate() -> Sample:
    row = factories.delegate()
    address = f"/delegates/{row.pk}/end_delegate/"
    return by(appointed(row.relation.subject), address, seen=row.revision, until=row.since.isoformat())


def _admit_branch() -> Sample:
    part = factories.branch()
    typed = {"branch": part.pk, "since": "2026-11-01", "decision": "第二次会议", "delegates": "罗溪"}
    address = f"/organisations/{part.organisation.code}/affiliations/admit_branch/"
    return by(appointed(part.organisation), address, **typed)


def _part(page: str, **typed: Any) -> Make:
    def make() -> Sample:
        row = factories.branch_member(since=date(2026, 11, 1))
        return by(appointed(row.organisation), f"/branches/{row.pk}/{page}/", seen=row.revision, **typed)

    return make


SAMPLES: dict[str, Make] = {
    "affiliations:apply": _apply,
    "affiliations:amend": _amend,
    "affiliations:withdraw": _withdraw,
    "affiliations:return_": _reviewed("return_", reason="请写明人数"),
    "affiliations:refuse": _reviewed("refuse", reason="不在本地"),
    "affiliations:accept": _reviewed("accept", decision="第三次常务委员会"),
    "affiliations:leave": _joined("leave", reason="机构调整"),
    "affiliations:stay": _joined("stay"),
    "affiliations:name_delegate": _joined("name_delegate", name="罗溪", post="秘书长", since="2026-11-01"),
    "affiliations:confirm_leaving": _confirm_leaving,
    "affiliations:end_delegate": _end_delegate,
    "affiliations:admit_branch": _admit_branch,
    "affiliations:represent": _part("represent", delegates="方原"),
    "affiliations:release_branch": _part("release_branch", until="2026-11-02"),
}
EXEMPT: dict[str, str] = {}
